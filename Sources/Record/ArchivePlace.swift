/// How far a crawl's archive has been gone through: the record reached last.
public struct ArchivePlace: Sendable, Hashable {
    /// What the archive is known by, wherever it lies and whatever it is called.
    public let archive: String
    /// Where the record begins in the file, in bytes.
    public let offset: Int
    /// The record's number, from 1.
    public let number: Int
    /// Whether the archive ended behind it.
    public let isEnd: Bool

    /// A place of its four parts.
    public init(archive: String, offset: Int, number: Int, isEnd: Bool) {
        self.archive = archive
        self.offset = offset
        self.number = number
        self.isEnd = isEnd
    }
}
