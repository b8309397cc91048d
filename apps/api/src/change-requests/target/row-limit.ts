/** Rows that one statement may change in one transaction: while it runs, its rows are locked and their images are written. */
export const rowLimit = 100_000;
