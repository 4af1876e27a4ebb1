/// What stands before a word. The raw values are rows of the model's embedding and constants of `Training/prose.py`.
public enum Gap: UInt8, Sendable {
    /// Nothing.
    case glued
    /// White space, or what the normalizer drops, without a line end.
    case space
    /// A line end that does not divide paragraphs.
    case line
    /// The word starts a paragraph.
    case paragraph

    /// What lies between two words of a text, by its line feeds alone: one makes a `line`, two a `paragraph`.
    init(between bytes: [UInt8], _ start: Int, _ end: Int) {
        self = start < end ? .space : .glued
        var at = start
        while at < end {
            if bytes[at] == UInt8(ascii: "\n") {
                if self == .line {
                    self = .paragraph
                    return
                }
                self = .line
            }
            at += 1
        }
    }
}

/// Decides which gaps divide paragraphs, and numbers the paragraphs.
///
/// A blank line does; in a text that has none between words, every line end does. The first word starts a paragraph.
func settleParagraphs(of words: inout [Word]) {
    let linesDivide = !words.dropFirst().contains { $0.gap == .paragraph }
    var paragraph: Int32 = -1
    for i in words.indices {
        if i == 0 || (linesDivide && words[i].gap == .line) { words[i].gap = .paragraph }
        if words[i].gap == .paragraph { paragraph += 1 }
        words[i].paragraph = paragraph
    }
}
