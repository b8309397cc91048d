// `npm start` puts a shell between npm and us, and a SIGTERM to npm ends that shell alone: its end is then our signal.
const LOOK_EVERY = 500;

/** Calls back once when the shell of npm that started us is gone; never for a start without npm. */
export function whenOrphaned(callback: () => void): void {
  if (process.env.npm_lifecycle_event === undefined) return;
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    callback();
  }, LOOK_EVERY);
  watch.unref();
}
