// Regions of a picture, drawn by pointer or moved by keyboard, in pixels of the picture.
const form = document.querySelector("[data-media-obscure]");
const stage = form.querySelector(".media-obscure");
const [width, height] = [Number(stage.dataset.width), Number(stage.dataset.height)];
const step = Math.max(1, Math.round(Math.max(width, height) / 100));
const regions = new Map();
const within = (value, most) => Math.min(most, Math.max(0, Math.round(value)));
const chosenFill = () => form.querySelector("[name=fill]:checked").value;

function place(box) {
  const region = regions.get(box);
  region.width = Math.max(1, Math.min(region.width, width));
  region.height = Math.max(1, Math.min(region.height, height));
  region.x = within(region.x, width - region.width);
  region.y = within(region.y, height - region.height);
  box.style.insetInlineStart = "auto";
  box.style.left = `${(100 * region.x) / width}%`;
  box.style.top = `${(100 * region.y) / height}%`;
  box.style.width = `${(100 * region.width) / width}%`;
  box.style.height = `${(100 * region.height) / height}%`;
  box.setAttribute("aria-label", `${stage.dataset.label}: ${region.x}, ${region.y}, ${region.width} × ${region.height}`);
}

function add(region) {
  const box = document.createElement("button");
  box.type = "button";
  box.className = "media-obscure__region";
  regions.set(box, region);
  stage.append(box);
  place(box);
  return box;
}

function remove(box) {
  regions.delete(box);
  box.remove();
  form.querySelector("[data-add]").focus();
}

function point(event) {
  const area = stage.getBoundingClientRect();
  return [
    within(((event.clientX - area.left) / area.width) * width, width),
    within(((event.clientY - area.top) / area.height) * height, height),
  ];
}

stage.addEventListener("pointerdown", (event) => {
  if (event.button !== 0 || event.target.closest(".media-obscure__region")) return;
  event.preventDefault();
  const [left, top] = point(event);
  const box = add({ x: left, y: top, width: 1, height: 1, fill: chosenFill() });
  stage.setPointerCapture(event.pointerId);
  const draw = (moved) => {
    const [x, y] = point(moved);
    Object.assign(regions.get(box), {
      x: Math.min(left, x), y: Math.min(top, y),
      width: Math.abs(x - left), height: Math.abs(y - top),
    });
    place(box);
  };
  stage.addEventListener("pointermove", draw);
  stage.addEventListener("lostpointercapture", () => {
    stage.removeEventListener("pointermove", draw);
    const { width: across, height: down } = regions.get(box);
    if (across < 3 || down < 3) remove(box); // a click draws nothing
    else box.focus();
  }, { once: true });
});

stage.addEventListener("keydown", (event) => {
  const region = regions.get(event.target);
  if (!region) return;
  const [across, down] = {
    ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step],
  }[event.key] || [0, 0];
  if (event.key === "Delete" || event.key === "Backspace") {
    event.preventDefault();
    remove(event.target);
  } else if (across || down) {
    event.preventDefault();
    const [first, second] = event.shiftKey ? ["width", "height"] : ["x", "y"];
    region[first] += across;
    region[second] += down;
    place(event.target);
  }
});

form.querySelector("[data-add]").addEventListener("click", () => {
  const [across, down] = [Math.ceil(width / 5), Math.ceil(height / 5)];
  add({ x: 2 * across, y: 2 * down, width: across, height: down, fill: chosenFill() }).focus();
});

let isSent = false;
form.addEventListener("submit", () => {
  form.elements.regions.value = JSON.stringify([...regions.values()]);
  isSent = true;
});

// Somebody who leaves would believe that drawn regions are filled.
window.addEventListener("beforeunload", (event) => {
  if (regions.size === 0 || isSent) return;
  event.preventDefault();
  event.returnValue = true; // for browsers before 2023
});

JSON.parse(document.getElementById("media-obscure-regions").textContent).forEach(add);
