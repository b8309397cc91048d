import { requestText, setupStatements } from '../case.ts';
import { environments, phases } from './environments.ts';
import { forms, generateCase } from './generate-case.ts';

const cases = Array.from({ length: forms.length * 40 }, (_, index) => generateCase(11, index));

describe('the generator', () => {
  it('makes the same case of the same seed and index, and others of others', () => {
    expect(generateCase(5, 77)).toEqual(generateCase(5, 77));
    expect(requestText(generateCase(5, 77))).not.toBe(requestText(generateCase(5, 77 + forms.length)));
    expect(requestText(generateCase(5, 77))).not.toBe(requestText(generateCase(6, 77)));
  });

  it('gives each form its 200 cases in a run of 10,000', () => {
    expect(Math.floor(10_000 / forms.length)).toBeGreaterThanOrEqual(200);
    for (const { name } of forms) expect(cases.filter(({ form }) => form === name)).toHaveLength(40);
  });

  it('lets writers run in a third of the cases, and some go by HTTP', () => {
    const share = (of: (one: (typeof cases)[number]) => boolean): number => cases.filter(of).length / cases.length;
    expect(share(({ writers }) => writers !== null)).toBeGreaterThan(0.3);
    expect(share(({ path }) => path === 'http')).toBeGreaterThan(0.02);
  });

  it('meets every environment, and each has a phase', () => {
    expect(new Set(cases.map(({ environment }) => environment)).size).toBe(environments.length);
    for (const { phase } of environments) expect(phases.map(({ name }) => name)).toContain(phase);
  });

  it('writes text in the shape of the form', () => {
    for (const one of cases.filter(({ form }) => form === 'update order limit')) {
      expect(requestText(one)).toMatch(/^UPDATE .* SET /s);
    }
    expect(setupStatements(generateCase(1, 1)).join('\n')).toContain('CREATE TABLE');
  });
});
