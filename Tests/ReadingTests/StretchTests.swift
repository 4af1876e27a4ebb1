import Prose
import TestSupport
import Testing

@testable import Reading

/// M5 of the findings: reading took time with the square of a stretch without sentence ends, since for each statement and mention its sentence was looked for
/// through all of it. `Benchmarks/scaling.py` takes the time of reading such texts.
@Suite struct StretchTests {
    private static let stretches = [
        "He said that ", "He said that \n\n", "He said “", "He said ‘", "Mr. Smith: ", "Mara Lind said so, ", "the boats, ",
        "A. B. ",
        "Dr. Gov. Sen. ", "- ", "“ ", "” ", "\" ", "' ", "( ", "said ", "She told him that he told her, ",
        "- Mara Lind, minister\n", "Tarn denied that ", "according to Mara Lind ", "well I think so; ",
    ]

    @Test(arguments: stretches)
    func aSentenceIsLookedForWithinAFewHundredWords(stretch: String) throws {
        let worded = try Repository.wordPiece().read(String(repeating: stretch, count: 2_000))
        for word in stride(from: 0, to: worded.words.count, by: 331) {
            let (start, end) = (Sentence.start(of: word, worded), Sentence.end(of: word, worded))
            #expect(start <= word && word - start <= 400)
            #expect(end > word && end - word <= 401)
        }
    }
}
