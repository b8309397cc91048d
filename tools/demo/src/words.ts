// Names and sentences of the shop.

/** Family name: in Korean, and as it appears in an address of mail. */
export const familyNames = [
  ['김', 'kim'],
  ['이', 'lee'],
  ['박', 'park'],
  ['최', 'choi'],
  ['정', 'jung'],
  ['강', 'kang'],
  ['조', 'cho'],
  ['윤', 'yoon'],
  ['장', 'jang'],
  ['임', 'lim'],
  ['한', 'han'],
  ['오', 'oh'],
] as const;

export const givenNames = [
  ['지우', 'jiwoo'],
  ['민수', 'minsu'],
  ['하린', 'harin'],
  ['서연', 'seoyeon'],
  ['도윤', 'doyun'],
  ['예준', 'yejun'],
  ['수아', 'sua'],
  ['시우', 'siwoo'],
  ['유진', 'yujin'],
  ['현우', 'hyunwoo'],
  ['은지', 'eunji'],
  ['태민', 'taemin'],
  ['소희', 'sohee'],
  ['준호', 'junho'],
  ['나래', 'narae'],
  ['Zoë', 'zoe'],
] as const;

export const mailDomains: readonly string[] = [
  'example.com',
  'example.net',
  'example.org',
  'mail.example.kr',
  'post.example.kr',
];

export const nicknames: readonly string[] = [
  '단골손님 🛍️',
  '책벌레📚',
  '캠핑왕🏕️',
  'night owl 🦉',
  '고양이집사🐈‍⬛',
  "O'Neill",
  '초록이',
  '👩‍💻',
];

/** Code, parent, name. */
export const categories = [
  ['living', null, '리빙'],
  ['living-kitchen', 'living', '주방용품'],
  ['living-bedding', 'living', '침구'],
  ['living-light', 'living', '조명'],
  ['food', null, '식품'],
  ['food-fresh', 'food', '신선식품'],
  ['food-snack', 'food', '간식'],
  ['food-coffee', 'food', '커피·차'],
  ['fashion', null, '패션'],
  ['fashion-women', 'fashion', '여성의류'],
  ['fashion-men', 'fashion', '남성의류'],
  ['fashion-shoes', 'fashion', '신발'],
  ['digital', null, '디지털'],
  ['digital-audio', 'digital', '오디오'],
  ['digital-phone', 'digital', '휴대폰 액세서리'],
  ['books', null, '도서'],
  ['books-novel', 'books', '소설'],
  ['books-it', 'books', 'IT 전문서'],
  ['sports', null, '스포츠'],
  ['sports-camping', 'sports', '캠핑'],
] as const;

/** Korean and English name of a thing. */
export const things = [
  ['머그컵', 'mug'],
  ['무선 이어폰', 'wireless earphones'],
  ['린넨 셔츠', 'linen shirt'],
  ['러닝화', 'running shoes'],
  ['원두 1kg', 'coffee beans 1 kg'],
  ['캠핑 의자', 'camping chair'],
  ['구스 이불', 'goose-down duvet'],
  ['스탠드 조명', 'floor lamp'],
  ['제주 감귤', 'Jeju tangerines'],
  ['장편소설', 'novel'],
  ['보조배터리', 'power bank'],
  ['무쇠 냄비', 'cast-iron pot'],
] as const;

export const qualities = [
  ['빈티지', 'vintage'],
  ['대용량', 'large'],
  ['초경량', 'ultralight'],
  ['한정판', 'limited edition'],
  ['친환경', 'eco-friendly'],
  ['클래식', 'classic'],
  ['프리미엄 ✨', 'premium ✨'],
  ['데일리', 'everyday'],
] as const;

export const colours: readonly string[] = ['black', 'white', 'ivory', 'navy', '연두', '버건디', '카키'];
export const makers: readonly string[] = ['한빛', 'Nordlys', '온새미로', 'Müller & Söhne', '달보드레', 'Acme'];
export const streets: readonly string[] = [
  '테헤란로',
  '세종대로',
  '올림픽로',
  '판교역로',
  '해운대로',
  '첨단과기로',
  '중앙로',
];
export const cities: readonly string[] = [
  '서울특별시 강남구',
  '서울특별시 중구',
  '경기도 성남시',
  '부산광역시 해운대구',
  '광주광역시 북구',
];
export const addressLabels: readonly string[] = ['집', '회사', '부모님 댁', 'office', '기타'];
export const memos: readonly string[] = [
  '문 앞에 놓아 주세요 🙏',
  '부재 시 경비실',
  'Please ring twice',
  '배송 전 연락 바랍니다 📞',
  'It\'s a gift, no "price" please',
  '공동현관 #1234*',
];
export const refundReasons: readonly string[] = [
  '단순 변심',
  '상품 파손 😢',
  '배송 지연',
  'wrong size',
  'PG 장애로 인한 중복 결제',
  '오배송',
];
export const reviewBodies: readonly string[] = [
  '배송이 빠르고 포장이 꼼꼼해요 👍',
  '생각보다 작아요.\n그래도 예뻐서 만족합니다 💛',
  'Exactly as described; would buy again.',
  '색이 사진과 조금 달라요…',
  '재구매 의사 100% 💯💯',
  "C'est parfait, merci !",
  '한 달 써 보고 씁니다: "튼튼함"\t최고',
];
export const searchWords: readonly string[] = [
  '이어폰',
  '캠핑 의자',
  'mug',
  '감귤 5kg',
  '린넨',
  'running shoes',
  '선물 🎁',
  'sql',
];
