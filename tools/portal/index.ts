export { PortalClient } from './client.ts';
export { startPortal, type RunningPortal } from './portal.ts';
