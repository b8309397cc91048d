import type { TriggerFacts } from '../facts.js';
import { readTrigger } from './read-trigger.js';

function read(statement: string, sqlMode = ''): unknown {
  const trigger: TriggerFacts = {
    name: 'tr',
    event: 'UPDATE',
    timing: 'AFTER',
    order: 1,
    statement,
    sqlMode,
    definer: 'root@%',
  };
  const { acts, why } = readTrigger(trigger, 'shop');
  return acts ?? why;
}

const log = { schema: 'shop', table: 'log' };

describe('reading a trigger', () => {
  it.each<[string, unknown]>([
    ['SET NEW.n = NEW.n + 1', [{ kind: 'set', columns: ['n'] }]],
    ['SET new.`a` = UPPER(OLD.b), NEW.c = CASE WHEN OLD.d > 1 THEN NOW() END', [{ kind: 'set', columns: ['a', 'c'] }]],
    [
      "BEGIN SET NEW.n = 1; -- one;\n SET NEW.s = ';'; END",
      [
        { kind: 'set', columns: ['n'] },
        { kind: 'set', columns: ['s'] },
      ],
    ],
    [
      "INSERT INTO log (what, at) VALUES ('x', NOW()), (NEW.id, NULL)",
      [{ kind: 'insert', table: log, columns: ['what', 'at'], rows: 2 }],
    ],
    ['INSERT log SET what = OLD.id', [{ kind: 'insert', table: log, columns: ['what'], rows: 1 }]],
    [
      'UPDATE other.o SET v = v + 1 WHERE o.t = OLD.id AND OLD.g = k AND w = 5',
      [
        {
          kind: 'update',
          table: { schema: 'other', table: 'o' },
          columns: ['v'],
          match: [
            { column: 't', row: 'OLD', source: 'id' },
            { column: 'k', row: 'OLD', source: 'g' },
          ],
        },
      ],
    ],
    [
      'BEGIN DELETE FROM log WHERE ref = old.id; END',
      [{ kind: 'delete', table: log, columns: [], match: [{ column: 'ref', row: 'OLD', source: 'id' }] }],
    ],
  ])('%s', (text, acts) => {
    expect(read(text)).toEqual(acts);
  });

  it.each<[string, string]>([
    ['BEGIN IF NEW.a > 1 THEN SET NEW.b = 1; END IF; END', 'IF'],
    ['IF NEW.a > 1 THEN SET NEW.b = 1; END IF', 'IF'],
    ['BEGIN DECLARE x INT; SET NEW.a = 1; END', 'DECLARE'],
    ['CALL p(NEW.id)', 'CALL'],
    ['SET NEW.a = @x', '@x'],
    ['SET @x = 1', '@x'],
    ['SET NEW.a = my_function(1)', 'my_function'],
    ['SET NEW.a = (SELECT MAX(id) FROM t)', 'SELECT'],
    ['SET a = 1', 'SET'],
    ['BEGIN SET NEW.a = 1; outer_one: LOOP LEAVE outer_one; END LOOP; END', 'outer_one'],
    ['REPLACE INTO log (id) VALUES (1)', 'REPLACE'],
    ['INSERT IGNORE INTO log (what) VALUES (1)', 'INSERT'],
    ['INSERT INTO log VALUES (1, 2)', 'INSERT'],
    ['INSERT INTO log (what) SELECT 1', 'INSERT'],
    ['INSERT INTO log (what) VALUES (1) ON DUPLICATE KEY UPDATE what = 2', 'INSERT'],
    ['UPDATE o SET v = 1', 'UPDATE'],
    ['UPDATE o SET v = 1 WHERE t > OLD.id', 'UPDATE'],
    ['UPDATE o SET v = 1 WHERE t = OLD.id OR k = 1', 'UPDATE'],
    ['UPDATE o SET v = 1 WHERE t = OLD.id + 1', 'UPDATE'],
    ['UPDATE o SET v = 1 WHERE (t = OLD.id)', 'UPDATE'],
    ['UPDATE o SET v = 1 WHERE NOT t = OLD.id', 'UPDATE'],
    ['UPDATE o SET v = 1 WHERE t = OLD.id LIMIT 1', 'UPDATE'],
    ['UPDATE o JOIN p SET v = 1 WHERE t = OLD.id', 'UPDATE'],
    ['UPDATE o SET v = 1 WHERE p.t = OLD.id', 'UPDATE'],
    ['UPDATE o SET v = 1 WHERE v = 5', 'UPDATE'],
    ['DELETE FROM o', 'DELETE'],
    ['/*!50000 SET NEW.a = 1 */', '/*!50000'],
    ['BEGIN END', 'BEGIN'],
    ['BEGIN SET NEW.a = 1', 'BEGIN'],
  ])('leaves %s', (text, why) => {
    expect(read(text)).toBe(why);
  });

  it('in the mode of the trigger', () => {
    expect(read('SET NEW."a" = 1', 'ANSI_QUOTES')).toEqual([{ kind: 'set', columns: ['a'] }]);
  });
});
