import English

/// What a word can have to do with time. A word may be several things: "second" is a place in an order and a unit.
struct TimeWord: Sendable {
    var month: Int?
    var weekday: Int?
    /// From spring as 1.
    var season: Int?
    var unit: TimeUnit?
    var number: Amount?
    /// Whether it multiplies the number before it: "hundred".
    var isMultiplier = false
    var ordinal: Int?
    /// The code in TIMEX3 of a part of the day, or its hour.
    var part: String?
    var shift: TimeShift?
    /// Days from the article's own.
    var nearDay: Int?
    /// A name that must stand beside a number, or before a full stop: "Jan.", "Wed."
    var isShort = false
    /// Also another word of English: "may", "fall".
    var isAlsoWord = false
    /// Also somebody's name: "April".
    var isAlsoName = false
    var isPlural = false
    /// Whether an expression can begin with a phrase that begins with it: feasts, "these days", "the end of".
    var opensPhrase = false

    /// How many.
    enum Amount: Sendable, Hashable {
        case exactly(Int)
        /// "few", "several".
        case some
    }

    /// The place in `all` of a word in small letters; nil where it has nothing to do with time.
    static func place(of word: String) -> Int? { places[word] }

    /// All words that have to do with time.
    static let all: [TimeWord] = sorted.map(\.value)

    private static let places: [String: Int] = Dictionary(uniqueKeysWithValues: sorted.enumerated().map { ($1.key, $0) })

    private static let sorted = table.sorted { $0.key < $1.key }

    private static let table: [String: TimeWord] = {
        var table: [String: TimeWord] = [:]
        func add(_ list: WordList, _ change: (inout TimeWord, [String]) -> Void) {
            for word in list.words where !word.contains(" ") {
                change(&table[word, default: TimeWord()], list[word])
            }
        }
        add(Lexicon.months) { word, given in
            word.month = given.first.flatMap { Int($0) }
            word.isShort = given.contains("short")
            word.isAlsoWord = given.contains("word")
            word.isAlsoName = given.contains("name")
        }
        add(Lexicon.weekdays) { word, given in
            word.weekday = given.first.flatMap { Int($0) }
            word.isShort = given.contains("short")
            word.isPlural = given.contains("plural")
        }
        add(Lexicon.seasons) { word, given in
            word.season = given.first.flatMap { Period.seasons.firstIndex(of: $0) }.map { $0 + 1 }
            word.isAlsoWord = given.contains("word")
        }
        add(Lexicon.timeUnits) { word, given in
            word.unit = TimeUnit(word: given)
            word.isPlural = given.contains("plural")
        }
        add(Lexicon.numbers) { word, given in
            word.number = given.first.flatMap { $0 == "X" ? .some : Int($0).map { .exactly($0) } }
            word.isMultiplier = given.contains("times")
        }
        add(Lexicon.ordinals) { word, given in word.ordinal = given.first.flatMap { Int($0) } }
        add(Lexicon.dayParts) { word, given in
            word.part = given.first
            word.isPlural = given.contains("plural")
        }
        add(Lexicon.timeShifts) { word, given in word.shift = TimeShift(given) }
        add(Lexicon.nearDays) { word, given in
            word.nearDay = given.first.flatMap { Int($0) }
            word.part = given.count > 1 ? given[1] : nil
        }
        for list in [Lexicon.feasts, Lexicon.timesAtLarge, Lexicon.timeSets, Lexicon.timeEdges] {
            for phrase in list.words {
                let first = phrase.prefix { $0.isLetter || $0.isNumber }
                table[String(first), default: TimeWord()].opensPhrase = true
            }
        }
        for word in ["a", "an", "the", "each", "every", "fiscal", "year", "half", "it"] {
            table[word, default: TimeWord()].opensPhrase = true
        }
        return table
    }()
}

/// A unit of time.
struct TimeUnit: Sendable, Hashable {
    /// Its letter in a TIMEX3 duration.
    let letter: String
    /// How many of what the letter says it is: a decade is ten years.
    let times: Int
    /// Whether it is shorter than a day.
    let isOfClock: Bool

    /// The attributes of a unit in `Words/time-units.txt`.
    init?(word given: [String]) {
        guard given.count > 1, let times = Int(given[1]) else { return nil }
        letter = given[0]
        self.times = times
        isOfClock = given.contains("T")
    }

    /// The stretch of the calendar that is so long; nil for those of the clock, and a fortnight.
    var grain: Period.Grain? {
        switch (letter, times) {
        case _ where isOfClock: nil
        case ("D", 1): .day
        case ("WE", 1): .weekend
        case ("W", 1): .week
        case ("M", 1): .month
        case ("Q", 1): .quarter
        case ("Y", 1): .year
        case ("Y", 10): .decade
        case ("Y", 100): .century
        default: nil
        }
    }

    /// So many of them, as a duration in TIMEX3: "P2Y", "PT10H", "PXM".
    func duration(_ amount: TimeWord.Amount) -> String {
        switch amount {
        case .some where times == 10: "PXE"
        case .some where times == 100: "PXC"
        case .some: "P\(isOfClock ? "T" : "")X\(letter)"
        case .exactly(let number): "P\(isOfClock ? "T" : "")\(number * times)\(letter)"
        }
    }
}

/// What places a unit of time: "last", "previous", "this".
struct TimeShift: Sendable, Hashable {
    /// How many units away.
    let count: Int
    /// From where it counts; nil where it tells only which part: "the first nine months".
    let origin: TimePhrase.Origin?
    /// Whether several units make a stretch: "the past three months".
    let makesSpan: Bool

    /// The attributes of a word in `Words/time-shifts.txt`.
    init?(_ given: [String]) {
        guard given.count > 1, let count = Int(given[0]) else { return nil }
        self.count = count
        origin = ["article": TimePhrase.Origin.article, "mentioned": .mentioned][given[1]]
        makesSpan = given.contains("span")
    }
}
