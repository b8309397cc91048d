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
  person: '사람',
  anyPerson: '모든 사람',
  export: '내보내기',
  csv: 'CSV (스프레드시트용)',
  jsonl: 'JSON Lines (프로그램용)',
  exportHelp: '조건에 맞는 모든 기록을 내보냅니다. 내보낸 사실도 기록됩니다.',
  empty: '조건에 맞는 행위가 없습니다.',
  subjectText: '{{type}} {{id}}',
};
