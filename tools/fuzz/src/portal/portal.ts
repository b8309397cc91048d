// The two ways by which a case enters the product: the stage services in this process, and HTTP to processes of their own.
import type { RequestView } from '@sluice/contracts';

export interface Portal {
  /** Filed and planned; or the problem's code where the text is not taken. */
  file(targetId: number, statements: string): Promise<RequestView | { readonly refused: string }>;
  /** By a DBA; answers how far it went then. */
  approveAndRun(request: RequestView, meanwhile: () => void): Promise<RequestView>;
  /** Asked for, and taken as far as it goes; or the problem's code where there is no way back. */
  rollBack(id: number): Promise<RequestView | { readonly refused: string }>;
  read(id: number): Promise<RequestView>;
  /** A target database for a schema of the server, with accounts that may do what onboarding grants. */
  register(name: string, schema: string): Promise<number>;
  close(): Promise<void>;
}

/** It rests: it waits for a person, or it is over. */
export function rests({ status, executions }: RequestView): boolean {
  if (['submitted', 'analysed', 'approved', 'executing', 'verified'].includes(status)) return false;
  if (status === 'executed') return executions.some((execution) => execution.status === 'verification-failed');
  return true;
}
