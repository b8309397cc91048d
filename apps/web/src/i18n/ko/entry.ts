import type { entry as english } from '../en/entry';
import type { Shape } from '../shape';

export const entry: Shape<typeof english> = {
  signIn: '로그인',
  signInTitle: 'Sluice 로그인',
  claim: 'MySQL 데이터를 클릭 한 번으로 바꾸고, 되돌립니다.',
  login: '아이디',
  name: '이름',
  password: '비밀번호',
  passwordHelp: '12자 이상이어야 합니다.',
  demoTitle: '데모 계정',
  demoHelp: '한 번 누르면 로그인 정보가 채워집니다.',
  setUpTitle: 'Sluice 설정',
  setUpHelp: '첫 관리자를 만듭니다. 이 링크는 한 번만 쓸 수 있습니다.',
  setUpButton: '관리자를 만들고 로그인',
  setUpNoToken: '링크가 완전하지 않습니다. Sluice가 시작할 때 출력한 주소 전체를 여십시오.',
};
