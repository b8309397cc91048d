// The pages and their addresses. Each page is a chunk of its own.
import { type Me, requestScopeSchema, requestStatusSchema } from '@sluice/contracts';
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router';
import type { QueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import { meQuery } from '../api/access';
import { ApiProblem } from '../api/client';
import { BrokenPage } from '../components/BrokenPage';
import { NotFound } from '../components/NotFound';
import { queryClient } from './query-client';
import { Shell } from './shell/Shell';

const root = createRootRouteWithContext<{ client: QueryClient }>()({ component: Outlet });

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: z.object({ next: z.string().optional().catch(undefined) }),
  component: lazyRouteComponent(() => import('../routes/sign-in/SignInPage'), 'SignInPage'),
});

const setUp = createRoute({
  getParentRoute: () => root,
  path: '/set-up',
  validateSearch: z.object({ token: z.coerce.string().optional().catch(undefined) }),
  component: lazyRouteComponent(() => import('../routes/set-up/SetUpPage'), 'SetUpPage'),
});

/** Whoever is not signed in is led to the sign-in page, and back from there. */
async function presentMe(client: QueryClient, href: string): Promise<Me> {
  try {
    return await client.ensureQueryData(meQuery);
  } catch (error) {
    if (error instanceof ApiProblem && error.problem.code === 'not-signed-in') {
      throw redirect({ to: '/sign-in', search: { next: href === '/' ? undefined : href }, replace: true });
    }
    throw error;
  }
}

const newPassword = createRoute({
  getParentRoute: () => root,
  path: '/new-password',
  beforeLoad: async ({ context, location }) => {
    const { mustChangePassword } = await presentMe(context.client, location.href);
    if (!mustChangePassword) throw redirect({ to: '/account', replace: true });
  },
  component: lazyRouteComponent(() => import('../routes/new-password/NewPasswordPage'), 'NewPasswordPage'),
});

const signedIn = createRoute({
  getParentRoute: () => root,
  id: 'signed-in',
  beforeLoad: async ({ context, location }) => {
    const { mustChangePassword } = await presentMe(context.client, location.href);
    if (mustChangePassword) throw redirect({ to: '/new-password', replace: true });
  },
  component: Shell,
});

const inbox = createRoute({
  getParentRoute: () => signedIn,
  path: '/',
  validateSearch: z.object({
    scope: requestScopeSchema.optional().catch(undefined),
    status: requestStatusSchema.optional().catch(undefined),
    text: z.coerce.string().max(200).optional().catch(undefined),
  }),
  component: lazyRouteComponent(() => import('../routes/inbox/InboxPage'), 'InboxPage'),
});

const newRequest = createRoute({
  getParentRoute: () => signedIn,
  path: '/requests/new',
  validateSearch: z.object({ target: z.coerce.number().int().positive().optional().catch(undefined) }),
  component: lazyRouteComponent(() => import('../routes/write/NewRequestPage'), 'NewRequestPage'),
});

const numberIn = (text: string) => z.coerce.number().int().positive().catch(0).parse(text);
const id = { parse: ({ id }: { id: string }) => ({ id: numberIn(id) }) };

const request = createRoute({
  getParentRoute: () => signedIn,
  path: '/requests/$id',
  params: id,
  component: lazyRouteComponent(() => import('../routes/request/RequestPage'), 'RequestPage'),
});

const edit = createRoute({
  getParentRoute: () => signedIn,
  path: '/requests/$id/edit',
  params: id,
  component: lazyRouteComponent(() => import('../routes/write/EditRequestPage'), 'EditRequestPage'),
});

const revision = createRoute({
  getParentRoute: () => signedIn,
  path: '/requests/$id/revisions/$number',
  params: {
    parse: ({ id, number }: { id: string; number: string }) => ({ id: numberIn(id), number: numberIn(number) }),
  },
  validateSearch: z.object({ against: z.coerce.number().int().positive().optional().catch(undefined) }),
  component: lazyRouteComponent(() => import('../routes/revision/RevisionPage'), 'RevisionPage'),
});

const targets = createRoute({
  getParentRoute: () => signedIn,
  path: '/targets',
  validateSearch: z.object({
    view: z.enum(['databases', 'clusters', 'environments']).optional().catch(undefined),
  }),
  component: lazyRouteComponent(() => import('../routes/targets/TargetsPage'), 'TargetsPage'),
});

const cluster = createRoute({
  getParentRoute: () => signedIn,
  path: '/clusters/$id',
  params: id,
  component: lazyRouteComponent(() => import('../routes/cluster/ClusterPage'), 'ClusterPage'),
});

const people = createRoute({
  getParentRoute: () => signedIn,
  path: '/people',
  component: lazyRouteComponent(() => import('../routes/people/PeoplePage'), 'PeoplePage'),
});

const audit = createRoute({
  getParentRoute: () => signedIn,
  path: '/audit',
  validateSearch: z.object({
    action: z.string().optional().catch(undefined),
    actorId: z.coerce.number().int().positive().optional().catch(undefined),
    subjectType: z.string().optional().catch(undefined),
    subjectId: z.coerce.number().int().positive().optional().catch(undefined),
  }),
  component: lazyRouteComponent(() => import('../routes/audit/AuditPage'), 'AuditPage'),
});

const account = createRoute({
  getParentRoute: () => signedIn,
  path: '/account',
  component: lazyRouteComponent(() => import('../routes/account/AccountPage'), 'AccountPage'),
});

export const router = createRouter({
  routeTree: root.addChildren([
    signIn,
    setUp,
    newPassword,
    signedIn.addChildren([inbox, newRequest, request, edit, revision, targets, cluster, people, audit, account]),
  ]),
  context: { client: queryClient },
  defaultPreload: 'intent',
  scrollRestoration: true,
  defaultNotFoundComponent: NotFound,
  defaultErrorComponent: BrokenPage,
});

window.addEventListener('sluice:signed-out', () => void router.invalidate());

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
