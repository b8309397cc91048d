import type { ProblemCode } from '@sluice/contracts';

export const problems: Record<ProblemCode, { title: string; help: string }> = {
  'bad-request': { title: '서버가 요청을 이해하지 못했습니다', help: '{{detail}}' },
  'not-signed-in': { title: '로그인하지 않았습니다', help: '로그인한 뒤 다시 시도하십시오.' },
  'wrong-credentials': { title: '아이디나 비밀번호가 틀렸습니다', help: '확인하고 다시 시도하십시오.' },
  csrf: { title: '화면이 오래되었습니다', help: '새로 고친 뒤 다시 시도하십시오.' },
  'not-allowed': { title: '이 작업을 할 권한이 없습니다', help: '관리자에게 필요한 역할을 요청하십시오 ({{action}}).' },
  'own-request': { title: '본인이 제출한 요청입니다', help: '다른 사람이 승인해야 합니다.' },
  'wrong-password': {
    title: '현재 비밀번호가 틀렸습니다',
    help: '바뀐 것이 없습니다. 확인하고 다시 시도하십시오.',
  },
  'password-change-needed': {
    title: '먼저 새 비밀번호를 정하십시오',
    help: '지금 비밀번호는 관리자가 정해 준 것입니다.',
  },
  'demo-account': {
    title: '데모 계정의 비밀번호는 바꿀 수 없습니다',
    help: '누구나 아는 비밀번호입니다. 직접 계정을 만들어 시도하십시오.',
  },
  'not-found': { title: '여기에는 아무것도 없습니다', help: '삭제되었거나 볼 수 있는 권한이 없습니다.' },
  'state-changed': {
    title: '요청의 상태가 바뀌었습니다',
    help: '지금은 “{{status}}” 상태입니다. 화면에 현재 상태가 보입니다.',
  },
  'approval-stale': {
    title: '보시는 동안 내용이 바뀌었습니다',
    help: '아무것도 승인되지 않았습니다. 새 내용을 읽고 다시 결정하십시오.',
  },
  'idempotency-reused': { title: '이미 다른 내용으로 전송되었습니다', help: '새로 고친 뒤 다시 시도하십시오.' },
  'idempotency-running': {
    title: '이미 처리하고 있습니다',
    help: '잠시 기다리면 화면이 저절로 바뀝니다. 바뀌지 않으면 $t(unit.seconds, {"count": {{seconds}} }) 뒤에 다시 보내십시오. 두 번 처리되지 않습니다.',
  },
  'rollback-not-possible': { title: '되돌릴 수 없습니다', help: '이유: {{why}}' },
  'name-taken': { title: '이미 쓰이는 이름입니다', help: '{{name}} 말고 다른 이름을 고르십시오.' },
  'setup-done': { title: '이미 설정되었습니다', help: '계정으로 로그인하십시오.' },
  'link-invalid': {
    title: '더는 쓸 수 없는 링크입니다',
    help: '이미 사용했거나 만료되었습니다. Sluice를 다시 시작하면 새 링크가 나옵니다.',
  },
  'too-large': { title: '너무 큽니다', help: '{{limit}}까지 받습니다.' },
  'password-unchanged': { title: '지금 쓰는 비밀번호입니다', help: '다른 비밀번호를 정하십시오.' },
  invalid: { title: '입력한 내용에 잘못된 곳이 있습니다', help: '표시된 항목을 고치십시오.' },
  'too-many-attempts': {
    title: '시도가 너무 많습니다',
    help: '$t(unit.seconds, {"count": {{seconds}} }) 뒤에 다시 시도하십시오.',
  },
  internal: {
    title: 'Sluice에 오류가 생겼습니다',
    help: '다시 시도하십시오. 계속되면 관리자에게 코드를 알려 주십시오.',
  },
  'target-unavailable': { title: '대상이 응답하지 않습니다', help: '{{message}}' },
  'not-ready': { title: 'Sluice가 시작하고 있습니다', help: '잠시 뒤에 다시 시도하십시오.' },
};
