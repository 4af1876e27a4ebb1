extension WordedText {
    /// Ranges of words, in order, that together cover the text and each fit the encoder; cut at paragraphs where one ends in the
    /// window's later half.
    ///
    /// - Parameters:
    ///   - capacity: pieces of a window, [CLS] and [SEP] not counted; at least 2.
    ///   - overlap: at most so many pieces stand in two windows that follow each other, fewer where a paragraph starts among them.
    ///     While it stays below half of `capacity`, every window ends behind the one before, and time is linear.
    ///
    /// A single word of more pieces than `capacity` has a window of its own that exceeds it. With a capacity of 100 or more that
    /// cannot be: a word has at most 100 pieces.
    public func windows(capacity: Int = 382, overlap: Int = 96) -> [Range<Int>] {
        let capacity = max(2, capacity)
        var windows: [Range<Int>] = []
        var start = 0
        while start < words.count {
            let full = fill(from: start, capacity)
            if full == words.count {
                windows.append(start..<full)
                break
            }
            let end = cut(start..<full, least: capacity / 2)
            windows.append(start..<end)
            start = restart(start..<end, overlap)
        }
        return windows
    }

    /// The end of the most words from `start` on that fit; one at least.
    private func fill(from start: Int, _ capacity: Int) -> Int {
        var end = start + 1
        while end < words.count && firstPiece(from: end + 1) - words[start].firstPiece <= capacity { end += 1 }
        return end
    }

    /// The last start of a paragraph behind the window's `least` first pieces, or the window's end.
    private func cut(_ window: Range<Int>, least: Int) -> Int {
        var cut = window.upperBound
        while cut > window.lowerBound && words[cut].gap != .paragraph { cut -= 1 }
        return firstPiece(from: cut) - words[window.lowerBound].firstPiece >= least ? cut : window.upperBound
    }

    /// Where the window behind this one starts: `overlap` pieces before its end, or at a paragraph among them.
    private func restart(_ window: Range<Int>, _ overlap: Int) -> Int {
        let end = firstPiece(from: window.upperBound)
        var back = window.upperBound
        while back - 1 > window.lowerBound && end - words[back - 1].firstPiece <= overlap { back -= 1 }
        return (back..<window.upperBound).first { words[$0].gap == .paragraph } ?? back
    }

    /// For each word, the index of the window in which it stands most central: farthest from an edge that is not an edge of the
    /// text; the first of several.
    public func owners(of windows: [Range<Int>]) -> [Int] {
        let count = words.count
        var margins = [Int](repeating: -1, count: count)
        var owners = [Int](repeating: 0, count: count)
        for (k, window) in windows.enumerated() {
            for word in window.clamped(to: words.indices) {
                let before = window.lowerBound > 0 ? word - window.lowerBound : count
                let behind = window.upperBound < count ? window.upperBound - 1 - word : count
                let margin = min(before, behind)
                if margin > margins[word] { (margins[word], owners[word]) = (margin, k) }
            }
        }
        return owners
    }
}
