const STILL_EVERY = 10_000;

export function progressLine(line: string): void {
  console.log(`· ${line}`);
}

/** Says what begins, that it still goes on every ten seconds, and how long it took. */
export async function withProgress<T>(title: string, work: () => Promise<T>): Promise<T> {
  const began = Date.now();
  progressLine(`${title} …`);
  const still = setInterval(
    () => progressLine(`  … still ${title.charAt(0).toLowerCase()}${title.slice(1)} (${seconds(began)})`),
    STILL_EVERY,
  );
  try {
    const result = await work();
    progressLine(`${title}: done (${seconds(began)})`);
    return result;
  } finally {
    clearInterval(still);
  }
}

export function seconds(since: number): string {
  return `${((Date.now() - since) / 1000).toFixed(1)} s`;
}
