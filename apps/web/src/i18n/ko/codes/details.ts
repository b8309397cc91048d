import type { details as english } from '../../en/codes/details';
import type { Shape } from '../../shape';

export const details: Shape<typeof english> = {
  'kind-not-sliced': '아직 되돌리지 못하는 종류의 문장',
  'syntax-not-understood': '알 수 없는 문법',
  'insert-source-not-cut': '새 행의 출처가 분명하지 않음',
  'statement-not-accepted': '대상이 문장을 받아들이지 않음',
  'digest-differs': '대상이 문장을 다르게 해석함',
  'guard-failed': '문장의 경계가 보이는 것과 다름',
  'slice-incomplete': '알 수 없는 부분이 있음',
  'answers-missing': '대상의 답이 없음',
  'target-not-known': '어떤 테이블이 바뀌는지 알 수 없음',
  'not-parsed': '규칙이 모르는 문법',
  'too-long': '너무 긺',
  'credential-unreadable': 'Sluice가 가진 키로는 저장된 비밀번호를 열 수 없음',
  'is-rollback': '되돌리기 요청임',
  'rolled-back': '이미 되돌림',
  'not-executed': '실행되지 않음',
  'no-plan': '행을 보관하지 않음',
  'account-not-set': '계정이 설정되지 않음',
};
