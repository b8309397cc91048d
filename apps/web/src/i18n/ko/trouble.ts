import type { trouble as english } from '../en/trouble';
import type { Shape } from '../shape';

export const trouble: Shape<typeof english> = {
  notFoundTitle: '여기에는 아무것도 없습니다',
  notFoundHelp: '주소가 잘못되었거나 볼 수 있는 권한이 없습니다.',
  toInbox: '받은 요청으로',
  notAllowedTitle: '이 화면을 볼 권한이 없습니다',
  notAllowedWho: '볼 수 있는 역할: {{roles}}. 관리자가 사람 화면에서 역할을 부여할 수 있습니다.',
  offlineTitle: 'Sluice가 응답하지 않습니다',
  offlineHelp: '연결을 확인하고 다시 시도하십시오. 입력한 내용은 그대로 있습니다.',
  badAnswerTitle: '예상하지 못한 응답입니다',
  badAnswerHelp:
    '화면이 서버보다 오래되었을 수 있으니 새로 고치십시오. 그래도 안 되면 관리자에게 코드를 알려 주십시오.',
  brokenTitle: '화면에 오류가 생겼습니다',
  brokenHelp: '새로 고치십시오. 그래도 안 되면 무엇을 하고 있었는지 관리자에게 알려 주십시오.',
  code: '코드: {{code}}',
  requestId: '요청 ID: {{id}}',
  reload: '새로 고침',
  issue: {
    too_small: '너무 짧거나 작습니다.',
    too_big: '너무 길거나 큽니다.',
    invalid_type: '값이 없거나 종류가 다릅니다.',
    invalid_format: '형식이 맞지 않습니다.',
    invalid_value: '쓸 수 없는 값입니다.',
    invalid: '값이 올바르지 않습니다.',
  },
  field: {
    statements: 'SQL',
    reason: '사유',
    expectedRows: '예상 행 수',
    checks: '확인 쿼리',
    comment: '의견',
    login: '아이디',
    name: '이름',
    password: '비밀번호',
    token: '링크',
    host: '호스트',
    port: '포트',
    username: '사용자 이름',
  },
};
