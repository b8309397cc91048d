import type { revision as english } from '../en/revision';
import type { Shape } from '../shape';

export const revision: Shape<typeof english> = {
  title: '요청 #{{id}}, 개정 {{number}}',
  current: '개정 {{number}}: 현재 내용입니다.',
  old: '개정 {{number}}: 이전 내용입니다. 현재는 개정 {{latest}}입니다.',
  back: '요청 #{{id}} 보기',
  text: '문장',
  fields: '사유, 예상 행 수, 확인 쿼리',
  compare: '비교할 개정…',
  comparedWith: '비교: 개정 {{number}}',
  between: '개정 {{before}} → 개정 {{after}}',
  removed: '삭제',
  added: '추가',
  list: '개정',
  open: '개정 {{number}}',
  present: '현재',
};
