// The names by which a person finds things on the pages, in each language: written out here, so that the test doesn't
// take the pages' own dictionaries at their word.
export interface Names {
  readonly browserLocale: string;
  readonly signIn: string;
  readonly newRequest: string;
  readonly target: RegExp;
  readonly reason: RegExp;
  readonly expected: RegExp;
  readonly file: string;
  readonly ready: string;
  readonly rowsChange: RegExp;
  readonly waiting: string;
  readonly approveRow: (id: number) => string;
  readonly closed: string;
  readonly rollBack: RegExp;
  readonly rolledBack: string;
  readonly conflicts: RegExp;
  readonly skip: RegExp;
  readonly rollBackAndSkip: RegExp;
  readonly discard: string;
  readonly blocked: string;
  readonly failed: string;
  readonly download: string;
  readonly downloadPlain: string;
  readonly hoursLeft: string;
  readonly daysLeft: string;
  readonly endsSoon: RegExp;
  readonly gone: RegExp;
  readonly ended: string;
  readonly imagesOnCluster: RegExp;
  readonly onTheTarget: RegExp;
}

export const names: Readonly<Record<'en' | 'ko', Names>> = {
  en: {
    browserLocale: 'en-US',
    signIn: 'Sign in',
    newRequest: 'New request',
    target: /Target database/,
    reason: /^Reason/,
    expected: /^Expected rows/,
    file: 'File request',
    ready: 'Ready to file.',
    rowsChange: /^42 rows in shop\.orders change\. Exact rollback\./,
    waiting: 'Waiting for approval',
    approveRow: (id) => `Approve #${id}`,
    closed: 'Closed',
    rollBack: /^Roll back 42 rows$/,
    rolledBack: 'Rolled back',
    conflicts: /^1 row has changed since Sluice wrote it\.$/,
    skip: /^Skip the rows that changed since/,
    rollBackAndSkip: /^Roll back, leave 1 changed row as it is$/,
    discard: 'Discard the draft',
    blocked: 'It cannot run as written. See the findings.',
    failed: 'It failed without effect: nothing changed.',
    download: 'Download',
    downloadPlain: 'as plain SQL',
    hoursLeft: '4 hr left',
    daysLeft: '6 days',
    endsSoon: /^The way back ends in 4 hr\.$/,
    gone: /this change can no longer be rolled back\.$/,
    ended: 'ended',
    imagesOnCluster: /^\d[\d.,]* (KiB|MiB) of row images, seen /,
    onTheTarget: / · \d[\d.,]* (KiB|MiB) on the target$/,
  },
  ko: {
    browserLocale: 'ko-KR',
    signIn: '로그인',
    newRequest: '새 요청',
    target: /대상 데이터베이스/,
    reason: /^사유/,
    expected: /^예상 행 수/,
    file: '요청 제출',
    ready: '제출할 수 있습니다.',
    rowsChange: /^shop\.orders의 42행이 바뀝니다\. 완전히 되돌릴 수 있습니다\./,
    waiting: '승인 대기',
    approveRow: (id) => `#${id} 승인`,
    closed: '완료',
    rollBack: /^42행 되돌리기$/,
    rolledBack: '되돌림',
    conflicts: /^Sluice가 쓴 뒤에 1행이 바뀌었습니다\.$/,
    skip: /^그 뒤 바뀐 행은 건너뛰기/,
    rollBackAndSkip: /^바뀐 1행은 두고 되돌리기$/,
    discard: '초안 지우기',
    blocked: '이대로는 실행할 수 없습니다. 검토 의견을 확인하십시오.',
    failed: '실패했고, 바뀐 것은 없습니다.',
    download: '내려받기',
    downloadPlain: '압축하지 않은 SQL',
    hoursLeft: '4시간 남음',
    daysLeft: '6일',
    endsSoon: /^되돌릴 수 있는 기한: 4시간 후$/,
    gone: /더는 되돌릴 수 없습니다\.$/,
    ended: '기한 지남',
    imagesOnCluster: /^행 이미지 \d[\d.,]* (KiB|MiB) \(/,
    onTheTarget: / · 대상에서 \d[\d.,]* (KiB|MiB) 사용$/,
  },
};
