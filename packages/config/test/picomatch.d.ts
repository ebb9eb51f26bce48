// The package has no declarations of its own; this is the part of it that is used.
declare module 'picomatch' {
  function picomatch(glob: string, options?: { readonly dot?: boolean }): (path: string) => boolean;
  namespace picomatch {
    function scan(glob: string): { readonly base: string };
  }
  export = picomatch;
}
