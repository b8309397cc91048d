// What a rollback would meet: the rows that someone changed since, row by row.
import { Injectable } from '@nestjs/common';
import type { Conflicts } from '@sluice/contracts';
import { targetProblem } from '../target/target-failure.js';
import { UndoableRuns } from '../target/undoable-runs.js';

@Injectable()
export class ConflictsService {
  constructor(private readonly undoable: UndoableRuns) {}

  /** Of a request that ran, or of a rollback of it: then what that one meets. @throws ProblemError */
  async of(request: { readonly id: number; readonly rollbackOf: number | null }): Promise<Conflicts> {
    try {
      const { found } = await this.undoable.conflicts(await this.undoable.of(request.rollbackOf ?? request.id));
      return found;
    } catch (error) {
      throw targetProblem(error);
    }
  }
}
