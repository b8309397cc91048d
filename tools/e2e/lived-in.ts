// A little life for pictures and for looking at pages: requests in different states, in both languages, made through the API.
import { setTimeout as sleep } from 'node:timers/promises';
import { PortalClient } from '@sluice/portal';
import type { Target } from './target-rows.ts';

export interface LivedIn {
  /** Waits for approval, 42 rows, exact. */
  readonly waiting: number;
  /** Waits, with findings, and cannot be undone. */
  readonly grave: number;
  /** Ran and was rolled back. */
  readonly rolledBack: number;
  /** The rollback of that one. */
  readonly rollback: number;
  /** Ran; someone changed two of its rows since. */
  readonly conflicted: number;
  /** Ran. */
  readonly closed: number;
  /** Aborted: it touched more rows than expected. */
  readonly failed: number;
  /** Waits in its second revision. */
  readonly revised: number;
  readonly rejected: number;
}

export async function liveIn(url: string, target: Target): Promise<LivedIn> {
  const [jiwoo, minsu] = await Promise.all(['jiwoo', 'minsu'].map((login) => PortalClient.signInDemo(url, login)));
  if (jiwoo === undefined || minsu === undefined) throw new Error('someone is missing');
  const shop = await jiwoo.targetDatabase('shop');
  const stage = await jiwoo.targetDatabase('shop-stage');

  const file = async (statements: string, reason: string, expectedRows: number | null = null, where = shop) => {
    const { id } = await jiwoo.file({ targetDatabaseId: where.id, statements, reason, expectedRows, checks: [] });
    return jiwoo.waitFor(id, ['planned']);
  };
  const run = async (statements: string, reason: string, expectedRows: number | null = null, where = shop) => {
    const { id } = await minsu.approve(await file(statements, reason, expectedRows, where));
    await jiwoo.waitFor(id, ['closed', 'failed']);
    return id;
  };

  const closed = await run(
    `UPDATE products SET status = 'sold out'\nWHERE id BETWEEN 120 AND 134 AND status = 'on sale';`,
    'The supplier has stopped deliveries of these products until the end of the month.',
  );
  const rolledBack = await run(
    `UPDATE customers SET tier = 'gold' WHERE tier = 'silver' AND points >= 29000;`,
    '등급 조정: 이벤트 대상 고객을 골드로 올립니다.',
  );
  const { id: rollback } = await jiwoo.call<{ id: number }>('POST', `/change-requests/${rolledBack}/rollbacks`, {});
  await jiwoo.waitFor(rollback, ['closed']);
  const failed = await run(
    `UPDATE orders SET memo = '배송 지연 안내함' WHERE customer_id = 77;`,
    '배송이 늦어진 고객에게 안내한 내용을 주문에 남깁니다.',
    1,
  );
  const conflicted = await run(
    `UPDATE orders SET memo = 'checked by support' WHERE id BETWEEN 90000 AND 90006;`,
    'Support went through these orders by hand after the outage of 12 June.',
    7,
  );
  await target.run(`UPDATE orders SET memo = '고객이 주소를 바꿈' WHERE id = 90001`);
  await target.run(`UPDATE orders SET status = 'delivered', memo = NULL WHERE id = 90004`);
  const rejected = (await file(`DELETE FROM reviews WHERE rating = 1;`, '별점이 낮은 후기를 정리합니다.')).id;
  const seen = await minsu.read(rejected);
  await minsu.call('POST', `/change-requests/${rejected}/decisions`, {
    revisionId: seen.revision.id,
    contentHash: seen.revision.contentHash,
    decision: 'reject',
    comment: '후기는 고객의 글이라 지울 수 없습니다. 신고된 것만 골라 주세요.',
  });
  const waiting = (
    await file(
      `UPDATE orders SET status = 'refunded'\nWHERE status = 'paid' AND paid_at >= '2026-06-22 03:00:00' AND paid_at < '2026-06-22 04:00:00';`,
      'Refunds are stuck since the outage of the payment provider; the money has been sent back already.',
      42,
    )
  ).id;
  const grave = (
    await file(
      `UPDATE customers SET points = points + 500\nWHERE tier = 'basic' LIMIT 100;`,
      '추첨 이벤트: 일반 고객 100명에게 500점을 드립니다.',
    )
  ).id;
  const { id: revised } = await file(
    `UPDATE coupons SET uses_left = 100 WHERE kind = 'percent';`,
    '봄맞이 쿠폰의 남은 수량을 다시 채웁니다.',
  );
  await jiwoo.call('POST', `/change-requests/${revised}/revisions`, {
    statements: `UPDATE coupons SET uses_left = 100\nWHERE kind = 'percent' AND uses_left = 0;`,
    reason: '봄맞이 쿠폰 중 다 쓴 것만 다시 채웁니다.',
  });
  await jiwoo.waitFor(revised, ['planned']);
  await file(
    `INSERT INTO coupons (code, name, kind, amount, uses_left) VALUES ('AUTUMN-26', '가을맞이 할인', 'amount', 5000, 300);`,
    'The coupon of the autumn campaign, first on stage.',
    1,
    stage,
  );
  await sleep(1_200);
  return { waiting, grave, rolledBack, rollback, conflicted, closed, failed, revised, rejected };
}
