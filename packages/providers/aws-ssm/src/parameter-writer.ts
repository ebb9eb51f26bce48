import type { SetCall } from '@keyrack/core/provider';
import { versionOf } from './answers.js';
import type { NewParameter, SsmClient } from './client.js';
import { errors, refused } from './errors.js';
import type { AwsSsmSettings } from './options.js';

/** Writes parameters, and tells their new versions. */
export interface ParameterWriter {
  /** As the contract has it. */
  set(name: string, value: string, call: SetCall): Promise<Written>;
  /** Adds a version to what is there. */
  overwrite(name: string, value: string, signal: AbortSignal): Promise<Written>;
}

interface Written {
  readonly version: string;
}

/** Makes the {@link ParameterWriter} of one provider. */
export function createParameterWriter(
  { kmsKeyId: KeyId, tier: Tier, ...defaults }: AwsSsmSettings,
  client: () => Promise<SsmClient>,
): ParameterWriter {
  async function put(content: NewParameter, abortSignal: AbortSignal): Promise<Written> {
    if (content.Value?.includes('{{'))
      throw refused('AWS takes values with "{{" for references. Encode the value, as base64 for example.');
    const ssm = await client();
    return versionOf(await ssm.putParameter({ ...content, Type: 'SecureString', KeyId, Tier }, { abortSignal }));
  }

  return {
    overwrite: (Name, Value, signal) => put({ Name, Value, Overwrite: true }, signal),

    async set(Name, Value, { ifVersion, signal, description: Description = defaults.description, tags }) {
      const Tags = Object.entries({ ...defaults.tags, ...tags }).map(([Key, text]) => ({ Key, Value: text }));
      const create = () => put({ Name, Value, Description, Tags, Overwrite: false }, signal);
      const replace = () => put({ Name, Value, Description, Overwrite: true }, signal);
      if (ifVersion === 'absent') return create();
      if (Tags.length === 0) return replace().catch((denial: unknown) => createInstead(create, denial));
      try {
        // Tags can only come with a new parameter.
        return await create();
      } catch (error) {
        if (errors.codeOf(error) !== 'CONFLICT') throw error;
      }
      const written = await replace();
      const tagging = { ResourceType: 'Parameter', ResourceId: Name, Tags } as const;
      await (await client()).addTagsToResource(tagging, { abortSignal: signal });
      return written;
    },
  };
}

// Some logins may create and not overwrite; to them a value that is there was denied, and is no conflict.
async function createInstead<T>(create: () => Promise<T>, denial: unknown): Promise<T> {
  if (errors.codeOf(denial) !== 'PERMISSION_DENIED') throw denial;
  return create().catch((error: unknown) => {
    throw errors.codeOf(error) === 'CONFLICT' ? denial : error;
  });
}
