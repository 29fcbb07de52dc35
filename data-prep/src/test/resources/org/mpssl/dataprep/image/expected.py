"""Makes the expected results beside it: python expected.py (Pillow 11.3, NumPy).

Pillow 13 resizes tall images in another order, which changes some levels by 1.
"""

import pathlib

import numpy
from PIL import Image, ImageCms

HERE = pathlib.Path(__file__).parent

# width, height, rows cut off the bottom, size
FITS = [
    (500, 375, 0, 32), (375, 500, 20, 32), (1000, 701, 0, 24), (37, 53, 0, 32), (20, 31, 0, 32), (7, 3, 0, 16),
    (200, 33, 0, 16), (33, 200, 0, 16), (64, 64, 0, 16), (24, 24, 0, 24), (35, 24, 0, 24), (301, 220, 20, 24), (1, 9, 0, 8),
]  # fmt: skip


def pattern(width, height):
    """The same numbers in SquareFitTests."""
    y, x, c = numpy.mgrid[0:height, 0:width, 0:3]
    return Image.fromarray(((3 * x * x + 5 * y * y + 7 * x * y + 11 * x + 85 * c) % 256).astype(numpy.uint8))


def fit(image, cut, size):
    """torchvision's Resize(size) and CenterCrop(size), written out."""
    image = image.crop((0, 0, image.width, image.height - cut))
    width, height = image.size
    if width <= height:
        resized = size, int(size * height / width)
    else:
        resized = int(size * width / height), size
    image = image.resize(resized, Image.BILINEAR)
    left, top = round((image.width - size) / 2), round((image.height - size) / 2)
    return image.crop((left, top, left + size, top + size))


def photo():
    y, x = numpy.mgrid[0:20, 0:28]
    colours = [128 + 100 * numpy.sin(x / 5), 128 + 90 * numpy.cos(y / 4), (x * 6 + y * 3) % 256]
    return Image.fromarray(numpy.stack(colours, -1).astype(numpy.uint8))


def wide_profile():
    """sRGB's with another red, so that a program that converts colours shows it."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    for tag in range(int.from_bytes(profile[128:132], "big")):
        entry = profile[132 + 12 * tag : 144 + 12 * tag]
        if entry[:4] == b"rXYZ":
            start = int.from_bytes(entry[4:8], "big") + 8
            profile[start : start + 4] = (39000).to_bytes(4, "big")
    return bytes(profile)


def save(name, image, expected=None, **options):
    image.save(HERE / name, **options)
    if expected is None:
        expected = Image.open(HERE / name).convert("RGB")
    expected.save(HERE / (name + ".expected.png"))


def on_white(image):
    image = image.convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", image.size, "white"), image).convert("RGB")


for width, height, cut, size in FITS:
    name = f"fit-{width}x{height}-{cut}-{size}"
    fit(pattern(width, height), cut, size).save(HERE / f"{name}.png")
fit(pattern(123, 90).convert("L"), 0, 24).save(HERE / "grey-123x90-0-24.png")

rgb = photo()
ramp = numpy.arange(20 * 28).reshape(20, 28)
clear = rgb.convert("RGBA")
clear.putalpha(Image.fromarray((ramp % 256).astype(numpy.uint8)))
turned = Image.Exif()
turned[0x0112] = 6

save("colour.jpg", rgb, quality=90)
save("progressive.jpg", rgb, quality=90, progressive=True)
save("grey.jpg", rgb.convert("L"), quality=90)
save("profile.jpg", rgb, quality=90, icc_profile=wide_profile())
save("turned.jpg", rgb, quality=90, exif=turned)
save("inks.jpg", rgb.convert("CMYK"), quality=95)
bytes_ = bytearray((HERE / "inks.jpg").read_bytes())
bytes_[bytes_.index(b"Adobe") + 11] = 2  # the same samples, now read as YCCK
(HERE / "ycck.jpg").write_bytes(bytes_)
Image.open(HERE / "ycck.jpg").convert("RGB").save(HERE / "ycck.jpg.expected.png")
save("gif-inside.jpg", rgb, format="GIF")
save("frames.gif", rgb, save_all=True, append_images=[rgb.rotate(180)])
save("palette.png", rgb.convert("P"))
save("bits.png", rgb.convert("1"))
save("grey.png", rgb.convert("L"))
save("profile.png", rgb, icc_profile=wide_profile())
save("bits16.png", Image.fromarray((ramp * 100).astype(numpy.uint16)), Image.fromarray((ramp * 100 >> 8).astype(numpy.uint8)).convert("RGB"))
save("clear.png", clear, on_white(clear))
save("clear-grey.png", clear.convert("LA"), on_white(clear.convert("LA")))
save("windows.bmp", rgb)
