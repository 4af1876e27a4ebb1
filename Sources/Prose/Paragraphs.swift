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
/// A blank line does; in a text that has none between words, every line end does, but where lines are wrapped at a width, as in mail: there many
/// begin with a small letter. The first word starts a paragraph.
func settleParagraphs(of words: inout [Word]) {
    let linesDivide = !words.dropFirst().contains { $0.gap == .paragraph } && !isWrapped(words)
    var paragraph: Int32 = -1
    for i in words.indices {
        if i == 0 || (linesDivide && words[i].gap == .line) { words[i].gap = .paragraph }
        if words[i].gap == .paragraph { paragraph += 1 }
        words[i].paragraph = paragraph
    }
}

/// Whether two lines or more begin with a small letter, and of all lines a third or more, and they have five words on the average.
private func isWrapped(_ words: [Word]) -> Bool {
    let lines = words.dropFirst().filter { $0.gap == .line }
    let small = lines.count { $0.shape == .lower }
    return small >= 2 && small * 3 >= lines.count && words.count >= 5 * (lines.count + 1)
}
