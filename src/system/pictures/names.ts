// Files that are pictures by their name, where looking into all of them would cost too much.

/** Of the kinds that are read (qr/picture/open.ts). */
export const PICTURE_NAME = /\.(?:png|jpe?g|webp|gif|bmp|tiff?)$/i
