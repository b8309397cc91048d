import type { audit as english } from '../en/audit';
import type { Shape } from '../shape';

export const audit: Shape<typeof english> = {
  title: '감사 로그',
  answer: '모든 행위를 최신순으로 보여 드립니다. 각 행위는 해시 사슬로 봉인됩니다.',
  time: '시각',
  who: '누가',
  act: '행위',
  subject: '대상',
  sequence: '순번',
  subjects: {
    account: '계정',
    'change-request': '요청',
    cluster: '클러스터',
    environment: '환경',
    session: '세션',
    'target-database': '대상 데이터베이스',
    team: '팀',
  },
  unsealed: '봉인 중',
  action: '행위',
  anyAction: '모든 행위',
  subjectId: '번호',
  empty: '조건에 맞는 행위가 없습니다.',
  subjectText: '{{type}} {{id}}',
};
