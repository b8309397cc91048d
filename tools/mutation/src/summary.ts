import { scoreOf, type FileScore } from './scores.ts';

interface Summary {
  readonly date: string;
  readonly commit: string;
  readonly minutes: number;
  readonly fresh: boolean;
  readonly bound: number;
  readonly scored: readonly { readonly room: string; readonly files: readonly FileScore[] }[];
}

/** Markdown for docs/evidence. */
export function renderSummary({ date, commit, minutes, fresh, bound, scored }: Summary): string {
  const how = fresh ? 'all of them tried' : 'what had not changed since an earlier run was not tried again';
  const head =
    `# Mutation tests, ${date}\n\n\`npm run test:mutation\` at commit ${commit}: ${minutes.toFixed(0)} minutes on 2 processors, ${how}.\n` +
    `Each mutant is one small break of the source; it is noticed when a unit test of the room fails or never ends. Bound: ${String(bound)}%.\n`;
  return head + scored.map(({ room, files }) => renderRoom(room, files)).join('');
}

function renderRoom(room: string, files: readonly FileScore[]): string {
  const all = { file: `**${room}**`, noticed: sum(files, 'noticed'), unnoticed: sum(files, 'unnoticed') };
  const rows = [all, ...files].map((file) => {
    const name = file.file.replace(`${room}/src/`, '');
    return `| ${name} | ${scoreOf([file]).toFixed(1)} | ${String(file.noticed)} | ${String(file.unnoticed)} |`;
  });
  return `\n## ${room}\n\n| file | % | noticed | not |\n| --- | ---: | ---: | ---: |\n${rows.join('\n')}\n`;
}

function sum(files: readonly FileScore[], of: 'noticed' | 'unnoticed'): number {
  return files.reduce((total, file) => total + file[of], 0);
}
