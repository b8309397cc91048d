import { isPortFree, StackError } from '@sluice/stack';

const DEFAULT_PORT = 8470;

/** The port that people type into their browser: never silently another one. @throws StackError `port-taken` */
export async function choosePort(wanted: string | undefined, isFree = isPortFree): Promise<number> {
  const port = wanted === undefined || wanted === '' ? DEFAULT_PORT : Number(wanted);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new StackError(
      'port-taken',
      `SLUICE_PORT is "${wanted ?? ''}", which is no port.`,
      'Set it to a number from 1024 to 65535, or unset it.',
    );
  }
  if (await isFree(port)) return port;
  throw new StackError(
    'port-taken',
    `Port ${port} is taken by another program (or this account may not listen there).`,
    `End that program (\`ss -ltnp 'sport = :${port}'\` names it), or choose another port: SLUICE_PORT=${port + 1} npm start.`,
  );
}
