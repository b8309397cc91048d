// A connection cut at every packet of a run, before the packet arrives and after: what the marker says afterwards is what is in the table.
import { testServers } from '@sluice/testing';
import { openProxy, type Cut } from '../test-support/cutting-proxy.js';
import { snapshot } from '../test-support/judge.js';
import { analyse, closeStage, hash, newKey, openStage, type Stage } from '../test-support/story.js';
import { readOutcome } from '../verify/read-outcome.js';
import { runChange } from './run-change.js';

describe.each(testServers())('lost connections on $name', (server) => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage(server);
    await stage.admin.query('CREATE TABLE t (id INT PRIMARY KEY, n INT)');
    await stage.admin.query('INSERT INTO t VALUES (1,1),(2,2)');
  });
  afterAll(() => closeStage(stage));

  it.each(['before', 'after'] as const)(
    'cut %s each packet',
    async (when) => {
      const text = 'UPDATE t SET n = n + 1; DELETE FROM t WHERE id = 2; INSERT INTO t VALUES (2, 2)';
      const { plan } = await analyse(stage.target, text);
      const outcomes = new Set<string>();
      const runOnce = async (cut: Cut | undefined): Promise<number> => {
        const before = await snapshot(stage.admin, 't');
        const proxy = await openProxy(stage.target, cut);
        const key = newKey();
        stage.ran.push({ key, plan });
        const result = await runChange(proxy.target, {
          key,
          contentHash: hash(text),
          plan,
          checks: [],
          expectedRows: null,
        });
        const packets = proxy.packets();
        await proxy.close();
        const settled = await readOutcome(stage.target, key, { fence: true });
        const isChanged = JSON.stringify(await snapshot(stage.admin, 't')) !== JSON.stringify(before);
        outcomes.add(`${result.outcome} ${settled.outcome}`);
        expect({ cut, result, settled: settled.outcome }).toMatchObject({ settled: isChanged ? 'effect' : 'absent' });
        if (result.outcome !== 'unknown') expect(result.outcome).toBe(isChanged ? 'effect' : 'no-effect');
        return packets;
      };
      const packets = await runOnce(undefined);
      expect(packets).toBeGreaterThan(20);
      for (let packet = 1; packet <= packets; packet++) await runOnce({ packet, when });
      expect(outcomes).toContain('unknown absent');
      if (when === 'after') expect(outcomes).toContain('unknown effect');
    },
    120_000,
  );
});
