import type { FailureCode } from '@sluice/contracts';

export const failures: Record<FailureCode, string> = {
  'count-differs':
    '예상은 {{expected, number}}행인데 $t(unit.rows, {"count": {{actual}} })을 찾아 커밋하지 않고 취소했습니다.',
  'captured-differs':
    '보관한 것은 $t(unit.rows, {"count": {{captured}} })인데 서버가 바꾼 것은 {{changed, number}}행이라 커밋하지 않고 취소했습니다.',
  'surprise-side-effect':
    '문장으로 설명되는 {{expected, number}}행보다 많은 {{counted, number}}행이 쓰여 커밋하지 않고 취소했습니다.',
  'check-failed': '확인 {{number}}의 결과가 {{expected}}이(가) 아니라 {{actual}}이어서 커밋하지 않고 취소했습니다.',
  'check-error': '확인 {{number}}을(를) 실행하지 못했습니다: {{message}} ({{errno}}).',
  drift: '{{table}} 테이블이 승인할 때와 달라졌습니다. 새 개정을 제출하십시오.',
  'approval-void': '그 뒤 내용이 바뀌어 승인의 효력이 없습니다.',
  'lock-wait-timeout': '다른 트랜잭션이 행을 잠그고 있어 $t(unit.attempts, {"count": {{attempts}} }) 뒤에 멈췄습니다.',
  deadlock: '교착 상태가 되어 $t(unit.attempts, {"count": {{attempts}} }) 뒤에 멈췄습니다.',
  'duplicate-key': '고유 키에 이미 같은 값이 있습니다: {{message}}',
  'data-too-long': '값이 열에 들어가지 않습니다: {{message}}',
  'constraint-violated': '테이블의 제약 조건에 맞지 않습니다: {{message}}',
  'statement-error': '대상이 문장을 거부했습니다: {{message}} ({{errno}}).',
  'statement-timeout': '$t(unit.seconds, {"count": {{seconds}} })보다 오래 걸려 중단했습니다.',
  'connection-lost': '대상과의 연결이 끊겼습니다.',
  'target-unreachable': '대상에 연결할 수 없습니다: {{message}}',
  'access-denied': '대상이 Sluice 계정을 거부했습니다: {{message}}',
  'privilege-missing': 'Sluice 계정에 대상에서 이 작업을 할 권한이 없습니다: {{message}}',
  'outcome-settled-absent': '연결이 끊겼고 대상에 마커가 없으므로 커밋된 것이 없습니다.',
  'marker-locked': '대상의 마커가 아직 잠겨 있어 결과를 알 수 없습니다. 계속 확인하고 있습니다.',
  'marker-exists': '이 실행의 마커가 이미 대상에 있습니다. 전에 실행되었으므로 다시 실행하지 않습니다.',
  cancelled: '실행 중에 Sluice가 종료되어 커밋하지 않고 취소했습니다. 바뀐 것이 없습니다.',
  'not-runnable': '계획상 안전하게 실행할 수 없어 시작하지 않았습니다.',
  'check-other-schema':
    '확인 {{number}}이(가) 이 대상 데이터베이스가 아닌 다른 스키마를 읽습니다. 그 소유자가 동의하지 않았으므로 커밋하지 않고 취소했습니다.',
  'check-not-read-only': '확인 {{number}}이(가) 읽기 전용 쿼리가 아니어서 아무것도 실행하지 않았습니다.',
  'images-differ':
    '{{table}}의 $t(unit.rows, {"count": {{rows}} })이 Sluice가 남긴 상태와 다릅니다. 그 뒤 누군가 바꾸었을 수 있습니다.',
  'marker-missing': '이 실행의 마커가 대상에 없습니다.',
  conflicts: '실행 뒤 $t(unit.rows, {"count": {{rows}} })이 바뀌어 아무것도 되돌리지 않았습니다.',
  'images-gone': '{{table}}의 보관된 행이 없어 되돌릴 수 없습니다.',
  'undo-differs':
    '{{table}}의 $t(unit.rows, {"count": {{rows}} })이 정확히 되돌아오지 않아 되돌리기를 커밋하지 않고 취소했습니다.',
  stopped: '두 청크 사이에서 누군가 중지했습니다.',
  'row-limit':
    '$t(unit.rows, {"count": {{rows}} })을 바꾸게 됩니다. 한 번에 {{limit, number}}행까지 실행할 수 있습니다.',
};

/** 매개변수 없이 기록 한 줄에 쓰는 이름. */
export const failureNames: Record<FailureCode, string> = {
  'count-differs': '예상과 다른 행 수',
  'captured-differs': '보관한 행과 바뀐 행이 다름',
  'surprise-side-effect': '문장으로 설명되지 않는 쓰기',
  'check-failed': '확인 쿼리의 결과가 다름',
  'check-error': '확인 쿼리를 실행하지 못함',
  drift: '승인 뒤 테이블이 바뀜',
  'approval-void': '승인의 효력이 없음',
  'lock-wait-timeout': '행 잠금 대기 시간 초과',
  deadlock: '교착 상태',
  'duplicate-key': '고유 키 중복',
  'data-too-long': '값이 열에 들어가지 않음',
  'constraint-violated': '제약 조건 위반',
  'statement-error': '대상이 문장을 거부함',
  'statement-timeout': '실행 시간 초과',
  'connection-lost': '연결이 끊김',
  'target-unreachable': '대상에 연결할 수 없음',
  'access-denied': '계정이 거부됨',
  'privilege-missing': '권한이 부족함',
  'outcome-settled-absent': '커밋되지 않은 것으로 확인됨',
  'marker-locked': '마커가 아직 잠겨 있음',
  'marker-exists': '전에 실행됨',
  cancelled: '실행 중 Sluice 종료',
  'not-runnable': '안전하게 실행할 수 없음',
  'check-other-schema': '확인 쿼리가 다른 스키마를 읽음',
  'check-not-read-only': '확인 쿼리가 읽기 전용이 아님',
  'images-differ': '남긴 상태와 다른 행이 있음',
  'marker-missing': '마커가 없음',
  conflicts: '그 뒤 바뀐 행이 있음',
  'images-gone': '보관한 행이 없음',
  'undo-differs': '정확히 되돌아오지 않은 행이 있음',
  stopped: '청크 사이에서 중지됨',
  'row-limit': '한 번에 실행할 수 있는 행 수를 넘음',
};
