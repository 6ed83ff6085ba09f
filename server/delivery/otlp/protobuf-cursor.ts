/**
 * Walks over the fields of one protobuf message without decoding what nobody asks for
 * (https://protobuf.dev/programming-guides/encoding). A field that is passed over costs a few instructions,
 * however long it is.
 */
export class ProtobufCursor {
  readonly bytes: Buffer;
  /** Number of the current field. */
  field = 0;
  /** Wire type of the current field: 0 varint, 1 64 bits, 2 bytes, 5 32 bits. */
  wire = 0;
  /** Value of a varint; exact up to 2^53. */
  value = 0;
  /** Where the value lies, for the other wire types. */
  from = 0;
  to = 0;
  #at: number;
  readonly #end: number;

  constructor(bytes: Buffer, from = 0, to = bytes.length) {
    this.bytes = bytes;
    this.#at = from;
    this.#end = to;
  }

  /** Goes to the next field. @throws RangeError for bytes that are no protobuf message. */
  next(): boolean {
    if (this.#at >= this.#end) return false;
    const tag = this.#varint();
    this.field = Math.floor(tag / 8);
    this.wire = tag % 8;
    switch (this.wire) {
      case 0:
        this.value = this.#varint();
        return true;
      case 1:
        return this.#take(8);
      case 2:
        return this.#take(this.#varint());
      case 5:
        return this.#take(4);
      default:
        throw new RangeError(`wire type ${this.wire} is not known`);
    }
  }

  /** The current field as a message of its own. */
  inner(): ProtobufCursor {
    return new ProtobufCursor(this.bytes, this.from, this.to);
  }

  text(): string {
    return this.bytes.toString('utf8', this.from, this.to);
  }

  #take(length: number): boolean {
    this.from = this.#at;
    this.to = this.#at + length;
    if (this.to > this.#end) throw new RangeError('a field reaches beyond its message');
    this.#at = this.to;
    return true;
  }

  #varint(): number {
    let value = 0;
    for (let factor = 1; factor < 2 ** 64; factor *= 128) {
      if (this.#at >= this.#end) throw new RangeError('a number is cut short');
      const byte = this.bytes[this.#at++] as number;
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) return value;
    }
    throw new RangeError('a number is longer than 64 bits');
  }
}
