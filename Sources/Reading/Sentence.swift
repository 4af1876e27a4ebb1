import English
import Prose

/// Where the sentence of a word begins and ends, by its marks and within its paragraph.
package enum Sentence {
    /// So many words from a word its sentence is looked for.
    private static let longest = 400

    /// The first word of the sentence that `word` stands in, or the one `longest` words before it: whoever asks for many words of one
    /// giant sentence is not to go through all of it each time.
    package static func start(of word: Int, _ worded: WordedText) -> Int {
        var start = word
        while start > 0, word - start < longest, worded.words[start].gap != .paragraph, !ends(start - 1, worded) { start -= 1 }
        return start
    }

    /// The word behind the mark that ends the sentence, or the one `longest` words behind `word`.
    package static func end(of word: Int, _ worded: WordedText) -> Int {
        var end = word + 1
        while end < worded.words.count, end - word < longest, worded.words[end].gap != .paragraph, !ends(end - 1, worded) {
            end += 1
        }
        return end
    }

    /// For each word the number of its sentence, from 0.
    static func numbers(_ worded: WordedText) -> [Int32] {
        var number: Int32 = 0
        return worded.words.indices.map { word in
            if word > 0, worded.words[word].gap == .paragraph || ends(word - 1, worded) { number += 1 }
            return number
        }
    }

    /// Whether a sentence ends with a word.
    package static func ends(_ word: Int, _ worded: WordedText) -> Bool {
        guard [".", "!", "?"].contains(worded.slice(word..<word + 1)), word + 1 < worded.words.count else { return false }
        let next = worded.words[word + 1]
        guard next.gap != .glued, next.shape != .lower else { return false }
        guard word > 0 else { return true }
        let before = worded.slice(word - 1..<word).lowercased()
        return before.count > 1 && !Lexicon.abbreviations.contains(before)
    }
}
