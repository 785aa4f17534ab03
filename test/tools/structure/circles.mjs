// Circles of imports: the strongly connected components of a graph, by Tarjan's algorithm.

/** The circles among edges `{from, to}`, the largest first: the sorted names of files that all reach one another. */
export function circles(edges) {
  const graph = new Map();
  for (const { from, to } of edges) {
    if (!graph.has(from)) graph.set(from, []);
    graph.get(from).push(to);
  }
  const found = [];
  const state = new Map();
  const stack = [];
  const visit = (name) => {
    const node = { index: state.size, low: state.size, onStack: true };
    state.set(name, node);
    stack.push(name);
    for (const next of graph.get(name) ?? []) {
      const seen = state.get(next);
      if (seen === undefined) node.low = Math.min(node.low, visit(next).low);
      else if (seen.onStack) node.low = Math.min(node.low, seen.index);
    }
    if (node.low === node.index) {
      const members = stack.splice(stack.indexOf(name));
      for (const member of members) state.get(member).onStack = false;
      if (members.length > 1 || graph.get(name)?.includes(name)) found.push(members.sort());
    }
    return node;
  };
  for (const name of [...graph.keys()].sort()) if (!state.has(name)) visit(name);
  return found.sort((a, b) => b.length - a.length || (a[0] < b[0] ? -1 : 1));
}
