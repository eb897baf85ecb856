// A photo as small as it needs to be, made on the device. What else the camera wrote into it (place, time) is left out.
export const LARGEST = 200 * 1024;
const SIDES = [1600, 1280, 1024, 800, 640];
const QUALITIES = [0.85, 0.7, 0.55];

// The width and height to draw in: the longest side at most `side`, never larger than it is.
export function fitting(width, height, side) {
  const scale = Math.min(1, side / Math.max(width, height));
  return [Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale))];
}

// A JPEG of at most LARGEST bytes, upright as the camera held it; rejects what this browser can't show.
export async function resized(file) {
  const url = URL.createObjectURL(file);
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    let blob;
    for (const side of SIDES) {
      const canvas = document.createElement("canvas");
      [canvas.width, canvas.height] = fitting(image.naturalWidth, image.naturalHeight, side);
      const context = canvas.getContext("2d");
      context.fillStyle = "#fff";
      context.fillRect(0, 0, canvas.width, canvas.height);
      context.drawImage(image, 0, 0, canvas.width, canvas.height);
      for (const quality of QUALITIES) {
        blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", quality));
        if (blob && blob.size <= LARGEST) return blob;
      }
    }
    return blob;
  } finally {
    URL.revokeObjectURL(url);
  }
}
