// Asks a project everything that reads its manifests, and prints what came of it. A process of its own, so that a test can end it.
import { openProject } from '@keyrack/config';

const answer = async () => {
  const project = await openProject({ cwd: process.argv[2], env: {}, homeDir: '/nonexistent' });
  const instances = await project.instances();
  await project.declarations();
  await project.vaults();
  const sections = [];
  for (const { stack, component, type } of instances.slice(0, 3))
    sections.push(await project.describeComponent({ stack, component, type }));
  return { stacks: (await project.stacks()).length, warnings: project.warnings, characters: JSON.stringify(sections).length };
};

const started = performance.now();
const outcome = await answer().catch(({ code = 'none', message }) => ({ code, message }));
console.log(JSON.stringify({ ...outcome, ms: Math.round(performance.now() - started) }));
