import type { FindingCode } from '@sluice/contracts';

export const findings: Record<FindingCode, string> = {
  'empty-text': '문장이 없습니다.',
  'only-comments': '주석만 있고 문장이 없습니다.',
  'unterminated-string': '{{line}}번째 줄 {{column}}번째 칸에서 시작한 문자열이 닫히지 않았습니다.',
  'unterminated-comment': '{{line}}번째 줄 {{column}}번째 칸에서 시작한 주석이 닫히지 않았습니다.',
  'unterminated-identifier': '{{line}}번째 줄 {{column}}번째 칸에서 시작한 따옴표 이름이 닫히지 않았습니다.',
  'nul-byte': '{{line}}번째 줄 {{column}}번째 칸에 NUL 바이트가 있습니다. 지우거나 이스케이프로 쓰십시오.',
  'text-too-long':
    '길이가 $t(unit.bytes, {"count": {{bytes}} })입니다. 대상은 {{limit, number}}바이트까지 받으므로 나누어 제출하십시오.',
  'too-many-statements':
    '$t(unit.statements, {"count": {{count}} })이 있습니다. 요청 하나에 {{limit, number}}개까지 쓸 수 있습니다.',
  'not-a-data-change':
    '{{kind}} 문장은 데이터를 바꾸지 않습니다. 여기서는 INSERT, UPDATE, DELETE, REPLACE를 실행합니다.',
  'runs-whole': '나눌 수 없는 큰 변경입니다. {{rows, number}}행이 한꺼번에 약 {{seconds, number}}초 동안 잠깁니다.',
  'syntax-error': '{{line}}번째 줄에 구문 오류가 있습니다: {{message}}',
  'target-says': '대상이 거부했습니다: {{message}} ({{errno}})',
  'version-comment-expanded': '이 대상에서 버전 주석은 다음과 같이 실행됩니다: {{text}}',
  'not-parsed-for-review': '일부 규칙으로 이 문장을 검토하지 못했습니다: {{why}}',
  'no-where': 'WHERE가 없어 {{table}}의 모든 행이 바뀝니다.',
  'unknown-table': '{{table}} 테이블이 없습니다.',
  'unknown-column': '{{table}}에 {{column}} 열이 없습니다.',
  'key-change': '{{table}}의 기본 키에 속한 {{column}} 열을 바꿉니다.',
  'rows-over-expectation': '예상은 {{expected, number}}행인데 $t(unit.rows, {"count": {{estimated}} })을 바꿉니다.',
  'full-scan':
    '해당 행을 찾으려고 {{table}} 전체(약 $t(unit.rows, {"count": {{rows}} }))를 읽습니다. WHERE의 열에 인덱스가 있으면 빨라집니다.',
  'access-passed-on':
    '{{account}} 계정이 자기 권한을 남에게 줄 수 있습니다. 그러면 Sluice를 거치지 않고 권한이 생깁니다.',
  'access-administrative': '{{account}} 계정이 서버 자체에 대한 권한 {{privilege}}을(를) 받습니다.',
  'access-to-everything': '{{account}} 계정이 서버의 모든 스키마에 대한 권한을 받습니다.',
  'access-by-wildcard':
    '{{schema}}은(는) 패턴입니다. {{account}} 계정이 지금과 나중에 이 패턴에 맞는 모든 스키마에 접근합니다.',
  'access-from-anywhere': '{{account}} 계정은 어느 주소에서나 로그인할 수 있습니다.',
  'access-of-system-account': '서버나 Sluice가 {{account}} 계정을 사용합니다.',
  'table-copied':
    'MySQL이 {{table}} 테이블을 새로 만듭니다. 약 {{rows, number}}행, $t(unit.bytes, {"count": {{bytes}} })입니다. 끝날 때까지 쓰기가 기다립니다.',
  'rehearsed-elsewhere': '리허설은 MySQL {{rehearsed}}에서 했고, 대상은 {{version}}입니다.',
  'access-not-understood': 'Sluice가 읽을 수 있는 권한 변경이 아닙니다. 위치: “{{near}}”',
  'access-names-current-user': 'CURRENT_USER는 Sluice의 계정을 뜻하게 됩니다. 계정 이름을 쓰세요.',
  'access-of-session-only': 'SET ROLE은 한 세션에서만 유효합니다. SET DEFAULT ROLE을 쓰세요.',
  'password-in-text': '비밀번호를 접수할 수 없습니다. 빼거나 해시로 지정하세요: IDENTIFIED WITH … AS …',
  'password-not-shown':
    'RANDOM PASSWORD는 Sluice에만 한 번 표시되고 사라집니다. 해시로 지정하세요: IDENTIFIED WITH … AS …',
};
