export function fromEnvironment(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === '') {
    throw new Error(
      `${name} is not set: run database tests by \`jest --selectProjects database\`, whose globalSetup sets it`,
    );
  }
  return value;
}
