// Package dir keeps the logs of sessions in a directory, a file for each.
//
// A file begins with a line that names its form. Frames follow: the length of the frame's content and its CRC-32C, four bytes each in
// little-endian order, and the content, which is one or more records, each behind its length as a varint. What is appended at once is
// one frame, and it is synchronized to the disk before Append returns. So of a frame that a crash cut short nobody was told, and it
// is cut off when the file is opened next; a damaged frame with a whole one behind it is no such thing, and the file is refused.
//
// A file is replaced by renaming another one. The directory is locked, so that no other process uses it.
package dir
