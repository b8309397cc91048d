// Proves slices with the target's own parser. Where a statement is longer than the target's digests reach, a server of the
// same release series with longer digests is asked instead: the same parser reads the same text the same way.
import { Inject, Injectable } from '@nestjs/common';
import { askDigests, connectTarget, readServerFacts, type TargetConnection } from '@sluice/mysql';
import type { ReadStatement, ServerFacts } from '@sluice/rollback';
import { judgeProof, proofQuestions, type Slice } from '@sluice/sql';
import { APP_CONFIG, type AppConfig } from '../../config/app-config.js';

@Injectable()
export class DigestProof {
  constructor(@Inject(APP_CONFIG) private readonly config: Pick<AppConfig, 'digestMysql'>) {}

  /** The statements with their proofs; those that were not sliced stay as they are. @throws TargetError */
  async prove(
    connection: TargetConnection,
    facts: ServerFacts,
    statements: readonly ReadStatement[],
  ): Promise<ReadStatement[]> {
    const reaches = (statement: ReadStatement) => Buffer.byteLength(statement.statement.text) < facts.maxDigestLength;
    const long = statements.some((statement) => statement.slice.ok && !reaches(statement));
    const here = await judgeAll(
      connection,
      facts,
      statements.filter((each) => reaches(each)),
    );
    const there = long
      ? await this.judgeElsewhere(
          facts,
          statements.filter((each) => !reaches(each)),
        )
      : [];
    const proofs = new Map([...here, ...there]);
    return statements.map((statement) => ({ ...statement, proof: proofs.get(statement.number) ?? null }));
  }

  private async judgeElsewhere(facts: ServerFacts, statements: readonly ReadStatement[]): Promise<Judged[]> {
    const { digestMysql } = this.config;
    const tooLong = () => statements.flatMap((each) => (each.slice.ok ? [refuse(each, each.slice.slice, facts)] : []));
    if (digestMysql === null) return tooLong();
    const connection = await connectTarget({ ...digestMysql, connectTimeoutMs: 3_000 });
    try {
      const longer = await readServerFacts(connection);
      const series = (version: number) => Math.floor(version / 100);
      if (series(longer.versionNumber) !== series(facts.versionNumber)) return tooLong();
      return await judgeAll(connection, { ...facts, maxDigestLength: longer.maxDigestLength }, statements);
    } finally {
      await connection.close();
    }
  }
}

type Judged = readonly [number, ReturnType<typeof judgeProof>];

function refuse(statement: ReadStatement, slice: Slice, facts: ServerFacts): Judged {
  return [statement.number, judgeProof(slice, [], facts.maxDigestLength)];
}

async function judgeAll(
  connection: TargetConnection,
  facts: ServerFacts,
  statements: readonly ReadStatement[],
): Promise<Judged[]> {
  const asked = statements.flatMap(({ number, slice }) =>
    slice.ok ? [{ number, slice: slice.slice, questions: proofQuestions(slice.slice) }] : [],
  );
  if (asked.length === 0) return [];
  const answers = await askDigests(
    connection,
    asked.flatMap((each) => each.questions),
    facts.sqlMode,
  );
  let next = 0;
  return asked.map(({ number, slice, questions }) => {
    const own = answers.slice(next, next + questions.length);
    next += questions.length;
    return [number, judgeProof(slice, own, facts.maxDigestLength)];
  });
}
