/** Calls `hear` for events of these types, in `target` or below it, until what this returns is aborted. */
export const listen = (target, types, hear) => {
  // It has what `addEventListener` looks for in its options: `signal` of its own, and this.
  const options = Object.assign(new AbortController(), { capture: true });
  for (const type of types.split(" ")) target.addEventListener(type, hear, options);
  return options;
};
