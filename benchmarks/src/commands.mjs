const place = ['-s', 'ue2-dev', '-c', 'api'];

/** What is measured, by its name in `budgets.json`: arguments of the command line, in the training project. */
export const commands = {
  '--version': ['--version'],
  list: ['list', ...place],
  get: ['get', 'DATADOG_API_KEY', ...place, '--reveal'],
  exec: ['exec', ...place, '--', 'true'],
};
