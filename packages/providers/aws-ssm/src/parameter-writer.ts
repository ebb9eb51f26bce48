import type { SetOptions } from '@keyrack/core/provider';
import { versionOf } from './answers.js';
import { abortedBy, type SsmClient } from './client.js';
import { means, refused } from './errors.js';
import type { AwsSsmSettings } from './options.js';

type Written = Promise<{ readonly version?: string }>;

/** Writes parameters as the options of a provider say. */
export interface ParameterWriter {
  set(name: string, value: string, options: SetOptions): Written;
  /** Adds a version to a parameter that is there. */
  overwrite(name: string, value: string, options: SetOptions): Written;
}

/** Makes a {@link ParameterWriter}. */
export function createParameterWriter(settings: AwsSsmSettings, client: () => Promise<SsmClient>): ParameterWriter {
  const put = async (Name: string, Value: string, Overwrite: boolean, { description, tags, signal }: SetOptions): Written => {
    if (Value.includes('{{'))
      throw refused('AWS takes values with "{{" for references. Encode the value, as base64 for example.');
    const { kmsKeyId: KeyId, tier: Tier } = settings;
    const content = {
      Name,
      Value,
      Type: 'SecureString',
      KeyId,
      Tier,
      Description: description,
      Tags: tagList(tags),
      Overwrite,
    } as const;
    return versionOf(await (await client()).putParameter(content, abortedBy(signal)));
  };

  const overwrite: ParameterWriter['overwrite'] = (name, value, { tags, ...options }) => put(name, value, true, options);

  return {
    overwrite,
    async set(name, value, { ifVersion, ...given }) {
      const options = {
        ...given,
        description: given.description ?? settings.description,
        tags: { ...settings.tags, ...given.tags },
      };
      try {
        // First of all as a new one: some identities may create and not overwrite, and tags can only come with a new one.
        return await put(name, value, false, options);
      } catch (error) {
        if (ifVersion === 'absent' || !means(error, 'CONFLICT')) throw error;
      }
      const written = await overwrite(name, value, options);
      const Tags = tagList(options.tags);
      const tagging = { ResourceType: 'Parameter', ResourceId: name, Tags } as const;
      if (Tags) await (await client()).addTagsToResource(tagging, abortedBy(options.signal));
      return written;
    },
  };
}

function tagList(tags: SetOptions['tags'] = {}): { Key: string; Value: string }[] | undefined {
  const list = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
  return list.length > 0 ? list : undefined;
}
