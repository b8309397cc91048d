import type { WholeReasonCode } from '@sluice/contracts';

export const wholeReasons: Record<WholeReasonCode, string> = {
  'several-statements': '요청에 문이 {{count}}개 있습니다. 문이 하나일 때만 청크로 나눕니다.',
  'no-images': '완전히 또는 일부라도 되돌릴 수 없어, 청크를 되돌릴 방법이 없습니다.',
  'form-not-cut': '{{form}}은(는) 청크로 나누지 않습니다. UPDATE와 DELETE만 나눕니다.',
  'several-tables': '둘 이상의 테이블이 나오므로 뒤의 청크가 앞의 청크가 쓴 것을 읽을 수 있습니다.',
  'limit-or-order': '모든 행을 함께 보는 ORDER BY 또는 LIMIT가 있습니다.',
  'reads-other-rows': '그 행만 보는 것이 아닙니다(하위 쿼리, WITH 또는 다른 행을 보는 함수).',
  'full-text-match': 'MATCH는 테이블의 모든 행을 견주어 봅니다.',
  'index-hint': '힌트가 인덱스를 정하므로 청크마다 그 인덱스를 모두 읽게 됩니다.',
  'key-changes': '키 열 {{column}}을(를) 바꾸므로 한 행을 두 번 만날 수 있습니다.',
  'unique-changes': '행의 순서가 중요한 고유 키 {{key}}을(를) 바꿀 수 있습니다.',
  'refers-to-itself': '{{table}}은(는) 외래 키로 자기 자신을 참조합니다.',
  'triggers-fire': '{{table}}에 트리거가 있습니다.',
  'cascades-fire': '외래 키가 변경을 {{child}}에 전달합니다.',
  'no-usable-key': '{{table}}에 쓸 수 있는 키가 없어, 바뀌는 행이 적어도 테이블 전체를 읽고 잠급니다.',
  'key-not-ranged': '키가 {{column}}({{type}})으로 시작하여 범위로 확실하게 나눌 수 없습니다.',
  'range-not-proved': '청크가 문과 같은 뜻인지 대상이 확인해 주지 않았습니다.',
};
