/** A prefetch template, taken apart. */
export interface Query {
  readonly key: string;
  readonly type: string;
  readonly isRead: boolean;
  /** `system|code` of which a resource has one. */
  readonly codes: ReadonlySet<string> | undefined;
  readonly status: ReadonlySet<string> | undefined;
  /** Codes of categories of which a resource has one, with or without their system. */
  readonly categories: readonly string[] | undefined;
}

/** Takes a prefetch template apart, as far as those of this project go. */
export function queryOf(key: string, template: string): Query {
  const [path = '', search] = template.split('?');
  const parameters = new URLSearchParams(search ?? '');
  const listOf = (name: string) => parameters.get(name)?.split(',');
  const [codes, status] = [listOf('code'), listOf('status')];
  return {
    key,
    type: path.split('/')[0] ?? '',
    isRead: search === undefined,
    codes: codes && new Set(codes),
    status: status && new Set(status),
    categories: listOf('category'),
  };
}
