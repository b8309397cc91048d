export const structure = {
  statement: '문장 {{number}}',
  changeOf: '{{table}} 정의의 변경 전과 후',
  restoredOf: '{{table}} 정의의 현재와 되돌린 뒤',
  restored: '빈 복제본에서 실행하고 되돌려 보았습니다. 모든 정의가 원래와 같습니다.',
  kept: '{{table}}의 {{columns}} 값을 대상에 보관했다가 되돌릴 때 다시 넣습니다.',
  aside: {
    gone: '{{table}}을(를) 삭제하지 않고 행과 함께 옮겨 둡니다.',
    empty: '{{table}}을(를) 행과 함께 옮겨 두고, 그 자리에 빈 테이블을 둡니다.',
  },
  way: {
    instant: '즉시: 정의만 바뀝니다',
    inplace: '제자리에서: 테이블을 복사하지 않습니다',
    copy: '테이블을 복사해서',
    definition: '즉시: 정의와 이름만 바뀝니다',
  },
  lock: {
    none: '그동안 다른 세션이 읽고 쓸 수 있습니다',
    shared: '그동안 다른 세션이 읽을 수 있고, 쓰기는 기다립니다',
    exclusive: '다른 세션은 기다립니다',
    moment: '다른 세션은 잠깐 기다립니다',
  },
  size_other: '약 {{count, number}}행, {{size}}',
  reason: '서버에 따르면 더 가벼운 방법이 없습니다: {{reason}}',
};
