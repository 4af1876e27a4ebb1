import Testing

@testable import Gathering

struct RobotsRulesTests {
    private func allows(_ file: String, _ path: String) -> Bool { RobotsRules(file.utf8, agent: "dixit").allows(path) }

    @Test func theLongestRuleDecidesAndOfTwoTheOneThatAllows() {
        let file = "User-agent: *\nAllow: /p\nDisallow: /\nDisallow: /page\nAllow: /page\n"
        #expect(allows(file, "/p/x") && allows(file, "/page") && !allows(file, "/x"))
    }

    @Test func groupsThatNameUsCountTogetherAndBeforeThoseForAll() {
        let file = """
            # a comment
            User-Agent: *
            Disallow: /

            user-agent: other
            User-agent: DIXIT/1.0
            Disallow: /a # why
            Sitemap: https://velm.example/map.xml

            User-agent: dixit
            Disallow: /b
            """
        #expect(allows(file, "/") && !allows(file, "/a") && !allows(file, "/b"))
        #expect(!RobotsRules(file.utf8, agent: "third").allows("/c"))
    }

    @Test(arguments: [
        ("/fish", "/fish", true), ("/fish", "/fish.html", true), ("/fish", "/Fish", false), ("/fish", "/catfish", false),
        ("/fish*", "/fishheads/yummy.html", true), ("/fish/", "/fish", false), ("/*.php", "/folder/any.php.file", true),
        ("/*.php", "/windows.PHP", false), ("/*.php$", "/file.php", true), ("/*.php$", "/file.php?x", false),
        ("/*.php$", "/file.phps", false),
        ("/fish*.php", "/fishheads/catfish.php?id=4", true), ("/fish*.php", "/Fish.PHP", false), ("*", "/any", true),
        ("/a*a$", "/a", false),
        ("/a*a$", "/aa", true), ("/a$b", "/a$b", true), ("/**x", "/yx", true), ("/%7Evelm", "/~velm", true),
        ("/~velm", "/%7evelm", true),
        ("/ä", "/%C3%A4", true), ("/a%2Fb", "/a/b", false), ("/a%3cd.html", "/a%3Cd.html", true), ("/x?y=1", "/x?y=1&z=2", true),
    ])
    func aRuleMatchesWhatTheRFCSays(rule: String, path: String, matches: Bool) {
        #expect(allows("User-agent: *\nDisallow: \(rule)", path) == !matches)
    }

    @Test(arguments: [
        "", "User-agent: *\nDisallow:\n", "Disallow: /\n", "User-agent: other\nDisallow: /", "<html>User-agent: *</html>",
        "User-agent: dixit\nUser-agent: *\n", "User-agent: dixit\n\nUser-agent: *\nAllow: /", "\u{0}\u{1}\u{2}",
    ])
    func whatForbidsNothingAllowsAll(file: String) { #expect(allows(file, "/x")) }

    @Test func anEmptyGroupOfOursIsStillOurs() {
        #expect(allows("User-agent: *\nDisallow: /\nUser-agent: dixit\nDisallow:\n", "/x"))
    }

    @Test func lineEndsAndMarksOfAnyKindAreUnderstood() {
        for end in ["\n", "\r\n", "\r"] {
            #expect(!allows("\u{FEFF}USER-AGENT : *\(end)  disallow:/x  \(end)", "/x"))
        }
    }

    @Test func theFileOfRulesItselfMayAlwaysBeAskedFor() { #expect(allows("User-agent: *\nDisallow: /", "/robots.txt")) }

    @Test func aPauseIsUnderstood() {
        #expect(RobotsRules("User-agent: *\nCrawl-delay: 2.5\nDisallow: /a".utf8, agent: "dixit").delay == 2.5)
        #expect(RobotsRules("User-agent: *\nCrawl-delay: -1".utf8, agent: "dixit").delay == nil)
    }

    @Test func whatStandsBehindTheLimitIsPassedOver() {
        let comment = "#" + String(repeating: "x", count: RobotsRules.longest) + "\n"
        #expect(allows("User-agent: *\n" + comment + "Disallow: /x\n", "/x"))
    }

    @Test func manyStarsTakeNoLongTime() {
        let rule = String(repeating: "*a", count: 900) + "b$"
        #expect(allows("User-agent: *\nDisallow: /" + rule, "/" + String(repeating: "a", count: 1900)))
    }
}
