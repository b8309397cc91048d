import type { ReasonCode } from '@sluice/contracts';

export const reasons: Record<ReasonCode, string> = {
  'form-not-supported': '이 형태의 문장은 아직 되돌리지 못합니다: {{form}}.',
  'statement-not-cut': '문장의 각 부분이 어디서 시작하는지 확실히 알 수 없습니다: {{why}}.',
  'slice-not-proved': '어떤 행이 바뀌는지 대상에서 확인되지 않았습니다: {{why}}.',
  'too-long-to-prove':
    '문장 길이가 $t(unit.bytes, {"count": {{bytes}} })인데, 대상은 {{limit, number}}바이트까지 확인할 수 있습니다 (max_digest_length).',
  'version-too-old': '대상은 MySQL {{version}}입니다. MySQL 8.0.22 이상이나 Aurora 3이 필요합니다.',
  'several-shards':
    '이 대상 데이터베이스는 샤드가 {{shards, number}}개입니다. 아직 여러 샤드에서는 변경을 실행하지 못합니다. 보이는 행은 첫 샤드의 것입니다.',
  'dialect-watched-only': '{{dialect}} 종류의 대상은 모니터링만 하고 변경하지 않습니다.',
  'no-table': '{{table}} 테이블이 없습니다.',
  'not-a-base-table': '{{table}}은(는) 기본 테이블이 아닙니다.',
  'not-innodb': '{{table}}은(는) 트랜잭션을 지원하지 않는 {{engine}} 엔진에 저장됩니다.',
  'no-primary-key': '{{table}}에 기본 키도, NULL 없는 고유 키도 없어 행을 구별할 수 없습니다.',
  'key-not-plain': '{{table}}의 키 {{key}}에 접두어나 식이 있어 행을 확실히 비교할 수 없습니다.',
  'row-too-wide': '{{table}}의 행이 너무 넓어 키와 함께 보관할 수 없습니다.',
  'key-changed': '{{table}}의 키에 속한 {{column}} 열을 바꾸는데, 바뀐 행을 따라갈 수 없습니다.',
  'temporary-table': '{{table}}은(는) 임시 테이블입니다.',
  'system-schema': '{{schema}}은(는) 시스템 스키마입니다.',
  'other-schema': '이 대상 데이터베이스의 스키마가 아닌 {{schema}}을(를) 건드립니다.',
  'triggers-fire': '{{event}} 때 {{table}}의 트리거가 실행되며, 트리거가 쓰는 내용은 보관되지 않습니다.',
  'undo-triggers-fire': '행을 되돌릴 때 {{event}}에 걸린 {{table}}의 트리거가 실행됩니다.',
  'cascades-fire': '외래 키를 따라 {{table}}의 변경이 {{child}}(으)로 이어집니다.',
  'privilege-missing': '대상에 {{privilege}} 권한이 없어 무슨 일이 일어날지 모두 볼 수 없습니다.',
  'stored-generated-over-timestamp':
    '{{table}}.{{column}}은(는) TIMESTAMP로 계산해 저장하는 열이라 세션의 시간대에 따라 값이 달라집니다.',
  'unsupported-column-type': '{{table}}.{{column}}의 형식 {{type}}은(는) 아직 정확히 보관하지 못합니다.',
  'user-variable': '세션 변수 {{name}}을(를) 사용합니다.',
  'session-function': '세션에 따라 결과가 달라지는 {{name}}을(를) 호출합니다.',
  'nondeterministic-function': '호출할 때마다 결과가 달라지는 {{name}}을(를) 호출합니다.',
  'stored-function': '무엇이든 읽고 쓸 수 있는 저장 함수 {{name}}을(를) 호출합니다.',
  'limit-without-total-order': '고유 키로 끝나는 ORDER BY 없이 LIMIT을 써서 어떤 행이 바뀔지 정해지지 않습니다.',
  'match-without-total-order': '고유 키로 끝나는 ORDER BY 없이 MATCH를 써서 어떤 행이 바뀔지 정해지지 않습니다.',
  'hint-sets-variable': '힌트가 이 문장에 {{name}} 값을 설정합니다.',
  'locking-clause': '자체 잠금 절이 있습니다.',
  'insert-key-not-known': '{{table}}에 추가되는 행의 키를 실행 전에 알 수 없습니다.',
};
