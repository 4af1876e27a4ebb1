/// The ids that a run has made of the places of articles which have none, so that no two of them are the same.
///
/// An article gets its file's name without extension; where that was given out already, its path; where that was too, its path with
/// ":2", ":3" and so on. Lines of a file get ":LINE" behind what their file is called, which is settled at the first line that needs
/// it, so that all of them begin alike.
///
/// It holds hashes, a few for each file and none for a line: memory does not grow with the length of a file. They are the same in
/// every run; should two be equal by chance, a path stands where a name would have done.
struct MadeIDs {
    /// Ids of files that are one article.
    private var articles: Set<UInt64> = []
    /// What stands before ":NUMBER" in those: a file of lines called so might give the same id.
    private var beforeNumbers: Set<UInt64> = []
    /// What files of lines are called, with the last line that got an id.
    private var files: [UInt64: Int] = [:]

    /// An id for the one article of a file: "x", "a/x.txt", "a/x.txt:2".
    mutating func article(_ file: InputFile) -> String {
        let id = MadeIDs.firstFree(for: file) { id in
            if articles.contains(MadeIDs.hash(id)) { return false }
            guard let line = MadeIDs.line(id), let last = files[line.file] else { return true }
            return line.number > last
        }
        articles.insert(MadeIDs.hash(id))
        if let line = MadeIDs.line(id) { beforeNumbers.insert(line.file) }
        return id
    }

    /// What a file of lines is called: "x", "a/x.jsonl", "a/x.jsonl:2".
    mutating func lines(_ file: InputFile) -> String {
        let name = MadeIDs.firstFree(for: file) { name in
            files[MadeIDs.hash(name)] == nil && !beforeNumbers.contains(MadeIDs.hash(name))
        }
        files[MadeIDs.hash(name)] = 0
        return name
    }

    /// An id for a line of a file that is called `name`; lines come in their order.
    mutating func line(_ number: Int, of name: String) -> String {
        files[MadeIDs.hash(name)] = number
        return "\(name):\(number)"
    }

    private static func firstFree(for file: InputFile, _ isFree: (String) -> Bool) -> String {
        for name in [file.stem, file.recordedPath] where isFree(name) { return name }
        var number = 2
        while !isFree("\(file.recordedPath):\(number)") { number += 1 }
        return "\(file.recordedPath):\(number)"
    }

    /// FNV-1a, 64 bits.
    private static func hash(_ name: String) -> UInt64 { name.utf8.reduce(seed, step) }

    /// The line of a file that an id looks like: "x:3"; nil where it looks like none.
    private static func line(_ id: String) -> (file: UInt64, number: Int)? {
        guard let colon = id.lastIndex(of: ":"), let number = Int(id[id.index(after: colon)...]) else { return nil }
        return (id[..<colon].utf8.reduce(seed, step), number)
    }

    private static let seed: UInt64 = 0xcbf2_9ce4_8422_2325

    private static func step(_ hash: UInt64, _ byte: UInt8) -> UInt64 { (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
}
