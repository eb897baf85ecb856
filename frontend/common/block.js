// What XBlock runtimes call: some with `new`, some without, some with a jQuery object, some with the element itself.
export const initialiser = (start) =>
  function (runtime, element, data) {
    start({ runtime, element: element.jquery ? element[0] : element, data: data || {} });
  };
