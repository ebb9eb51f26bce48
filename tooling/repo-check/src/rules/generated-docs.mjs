// Documentation made from code drifts the moment it is not compared with a fresh run.

/** @type {import('../repo.mjs').Rule} */
export function generatedDocs(repo) {
  return Object.entries(repo.fresh).flatMap(([path, { text, problem }]) => {
    if (problem) return [{ path, line: 1, text: problem }];
    const current = repo.has(path) ? repo.read(path) : '';
    return current === text
      ? []
      : [{ path, line: firstDifference(current, text), text: 'differs from a fresh run; repo-check --fix writes it', fix: text }];
  });
}

function firstDifference(current, fresh) {
  const [left, right] = [current.split('\n'), fresh.split('\n')];
  const index = left.findIndex((line, at) => line !== right[at]);
  return index === -1 ? left.length : index + 1;
}
