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
  'no-primary-key':
    '{{table}}에 기본 키도, NULL 없는 고유 키도 없고, 문장이 단순하지 않아 행의 내용 전체로도 구별할 수 없습니다.',
  'key-not-plain':
    '{{table}}의 키 {{key}}에 접두어나 식, 또는 빈 값을 가진 ENUM이 있어 행을 확실히 비교할 수 없습니다.',
  'row-too-wide': '{{table}}의 행이 너무 넓어 키와 함께 보관할 수 없습니다.',
  'key-changed': '{{table}}의 키에 속한 {{column}} 열을 바꾸는데, 바뀐 행을 따라갈 수 없습니다.',
  'temporary-table': '{{table}}은(는) 임시 테이블입니다.',
  'system-schema': '{{schema}}은(는) 시스템 스키마입니다.',
  'other-schema': '이 대상 데이터베이스의 스키마가 아닌 {{schema}}을(를) 건드립니다.',
  'triggers-fire':
    '{{event}} 때 {{table}}의 트리거 {{trigger}}이(가) 실행되며, 하는 일을 확실히 알 수 없습니다: {{why}}.',
  'undo-triggers-fire': '행을 되돌릴 때 {{event}}에 걸린 {{table}}의 트리거가 실행됩니다.',
  'cascades-fire': '외래 키를 따라 {{table}}의 변경이 {{child}}(으)로 이어집니다.',
  'privilege-missing': '대상에 {{privilege}} 권한이 없어 무슨 일이 일어날지 모두 볼 수 없습니다.',
  'stored-generated-over-timestamp':
    '{{table}}.{{column}}은(는) TIMESTAMP로 계산해 저장하는 열이라 세션의 시간대에 따라 값이 달라집니다.',
  'unsupported-column-type': '{{table}}.{{column}}의 형식 {{type}}은(는) 아직 정확히 보관하지 못합니다.',
  'clause-not-undone': '{{clause}}로 없어지는 것은 아직 보관하지 않습니다.',
  'clone-differs': '리허설 서버에 만든 {{table}}의 복제본이 원본과 같지 않아 거기서는 아무것도 증명할 수 없습니다.',
  'half-done-possible':
    '{{statement, number}}번 문장은 되돌릴 수 없어서, 뒤의 문장이 실패하면 변경이 절반만 남습니다. 맨 뒤에 두거나 따로 제출하세요.',
  'definition-not-read': '{{table}} 정의의 일부를 이해하지 못합니다.',
  'inverse-not-known': '{{table}}을(를) 지금의 정의로 되돌리는 문장이 없습니다.',
  'not-rehearsed': '빈 복제본에서 한 리허설이 실패했습니다: {{message}} ({{errno}}).',
  'inverse-refused': '되돌리기를 리허설했더니 거부되었습니다: {{message}} ({{errno}}).',
  'put-aside-checks': '{{table}}에 이름을 붙인 CHECK가 있어, 삭제하거나 비우는 대신 옮겨 둘 수 없습니다.',
  'put-aside-foreign-keys': '{{table}}에 외래 키가 있어, 삭제하거나 비우는 대신 옮겨 둘 수 없습니다.',
  'put-aside-triggers': '{{table}}에 트리거가 있어, 삭제하거나 비우는 대신 옮겨 둘 수 없습니다.',
  'restored-differs': '되돌리기를 리허설했더니 {{table}}이(가) 원래와 같지 않습니다.',
  'values-computed': '{{table}}.{{column}}의 값은 계산된 값이며, 이 변경으로 다른 값이 됩니다.',
  'values-of-many-rows':
    '{{table}}.{{column}}의 값을 보관해야 하지만 테이블이 {{limit, number}}행을 넘습니다. 보관하는 동안 쓰기가 너무 오래 막힙니다.',
  'values-under-triggers': '{{table}}.{{column}}의 값을 다시 넣어야 하는데, 그러면 테이블의 트리거가 실행됩니다.',
  'values-without-key': '{{table}}.{{column}}의 값을 보관해야 하지만, 행을 다시 찾을 바뀌지 않는 기본 키가 없습니다.',
  'user-variable': '세션 변수 {{name}}을(를) 사용합니다.',
  'session-function': '세션에 따라 결과가 달라지는 {{name}}을(를) 호출합니다.',
  'nondeterministic-function': '호출할 때마다 결과가 달라지는 {{name}}을(를) 호출합니다.',
  'stored-function': '무엇이든 읽고 쓸 수 있는 저장 함수 {{name}}을(를) 호출합니다.',
  'limit-without-total-order': '고유 키로 끝나는 ORDER BY 없이 LIMIT을 써서 어떤 행이 바뀔지 정해지지 않습니다.',
  'match-without-total-order': '고유 키로 끝나는 ORDER BY 없이 MATCH를 써서 어떤 행이 바뀔지 정해지지 않습니다.',
  'hint-sets-variable': '힌트가 이 문장에 {{name}} 값을 설정합니다.',
  'locking-clause': '자체 잠금 절이 있습니다.',
  'insert-key-not-known': '{{table}}에 추가되는 행의 키를 실행 전에 알 수 없습니다.',
  'rehearsal-not-undone': '리허설에서 되돌린 결과가 처음 상태와 다릅니다.',
  'role-holders-not-seen': '삭제하거나 이름을 바꾸는 계정을 역할로 가진 사람을 대상에서 읽을 수 없습니다.',
  'second-password': '두 번째 비밀번호(RETAIN, DISCARD)는 되돌릴 수 없습니다.',
  'rehearsed-when-filed': '접수할 때 리허설합니다. 그 뒤 누가 어떤 권한을 얻는지 보여 드립니다.',
  'grantor-may-not-give': '대상의 Sluice 계정은 {{what}}을(를) 주고 회수할 수 없어 되돌릴 수 없습니다.',
};
