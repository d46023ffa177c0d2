# SPDX-License-Identifier: GPL-3.0-or-later
#
# A support desk whose truth is known. Writes tickets.csv, calls.csv and
# weekly.csv, as dirty as such exports are, to the folder `dir` (default: here):
#
#   LC_ALL=C awk -f generate.awk [-v seed=N] [-v dir=DIR]
#
# 130 weeks from Monday 2023-07-03 (2023-W27). What is true, and nothing else is:
#
#   satisfaction rises by 0.15 points for each follow-up call 2 weeks earlier and
#     falls by 0.12 points for each minute of mean first reply time 1 week earlier;
#   churn falls by 0.015 percentage points for each follow-up call 3 weeks earlier;
#   tickets closed move nothing, though tickets and satisfaction share a season;
#   help articles and customers both grow, each for reasons of its own.
#
# Every series has noise that persists (AR(1)). The numbers are the same
# everywhere: a linear congruential generator (Park & Miller 1988), sums of twelve
# uniforms for the normal distribution, a rational approximation for the sine
# (Bhaskara I): nothing depends on a C library's mathematics.

function uniform() {
    state = (16807 * state) % 2147483647
    return state / 2147483647
}

function normal(    i, sum) {
    sum = -6
    for (i = 0; i < 12; i++)
        sum += uniform()
    return sum
}

# The next value of a persistent series with this standard deviation.
function persist(name, phi, sd,    shrink) {
    shrink = phi == 0.5 ? 0.8660254 : 0.8 # sqrt(1 - phi^2), phi 0.5 or 0.6
    last[name] = phi * last[name] + sd * shrink * normal()
    return last[name]
}

# sin(2 pi f) for f in [0, 1)
function sine(f,    u) {
    u = f < 0.5 ? 2 * f : 2 * f - 1
    u = u * (1 - u)
    u = 16 * u / (5 - 4 * u)
    return f < 0.5 ? u : -u
}

function season(week) {
    week = (week + 520) / 52.1775
    return sine(week - int(week))
}

function round(x, unit) {
    x = x / unit
    return (x < 0 ? -int(0.5 - x) : int(x + 0.5)) * unit
}

# The day that many days after 2023-07-03, as year, month, day in y, m, d.
function date(days,    long) {
    y = 2023; m = 7; d = 3 + days
    for (;;) {
        long = substr("312831303130313130313031", 2 * m - 1, 2) + 0
        if (m == 2 && y % 4 == 0)
            long = 29
        if (d <= long)
            return
        d -= long
        if (++m > 12) { m = 1; y++ }
    }
}

function european(number, places,    text) {
    text = sprintf("%." places "f", number)
    sub(/\./, ",", text)
    return text
}

# One row a ticket: semicolons, decimal comma, dd/mm/yyyy, a byte order mark and a
# preamble. Returns the week's mean reply time, as the rows have it.
function write_tickets(week, count, level,    i, minutes, sum, day, topic) {
    for (i = 0; i < count; i++) {
        minutes = round(level + 15 * normal(), 0.1)
        if (minutes < 0.5)
            minutes = 0.5
        sum += minutes
        day = int(uniform() * 5) # Monday to Friday
        topic = int(uniform() * 4) + 1
        if (week < 1)
            continue
        date(7 * (week - 1) + day)
        printf "T-%05d;%02d/%02d/%04d;%s;%s\r\n", ++ticket, d, m, y, topics[topic], \
            european(minutes, 1) > tickets
    }
    return sum / count
}

# One row a call: commas, names with a comma in quotes, a time of day.
function write_calls(week, count,    i, day, minute) {
    for (i = 0; i < count; i++) {
        day = int(uniform() * 5)
        minute = 540 + int(uniform() * 480)
        if (week < 1)
            continue
        date(7 * (week - 1) + day)
        printf "%04d-%02d-%02d %02d:%02d,\"%s\",%d\n", y, m, d, int(minute / 60), minute % 60, \
            agents[int(uniform() * 5) + 1], 1 + int(uniform() * 12) > calls
    }
}

# One row a week: semicolons, decimal comma, ISO weeks.
function write_week(week, satisfaction, churn, customers, articles,    number, year) {
    year = 2023; number = 26 + week
    if (number > 52) { year = 2024; number -= 52 }
    if (number > 52 && year == 2024) { year = 2025; number -= 52 }
    printf "%d-W%02d;%s;%s;%d;%d\n", year, number, \
        (week == 61 ? "" : european(satisfaction, 1)), european(churn, 2), customers, \
        articles > weekly
}

BEGIN {
    if (seed == "")
        seed = 1
    if (dir == "")
        dir = "."
    tickets = dir "/tickets.csv"; calls = dir "/calls.csv"; weekly = dir "/weekly.csv"
    split("login;invoice;delivery;other", topics, ";")
    split("Adeyemi, Tola;Brandt, Uwe;Costa, Ines;Dahl, Siri;Evans, Rhys", agents, ";")
    state = (seed * 48271) % 2147483647
    for (i = 0; i < 20; i++)
        uniform()

    printf "\357\273\277Ticket export;;;\r\nClosed tickets, all queues;;;\r\n;;;\r\n" > tickets
    printf "Ticket;Closed on;Topic;First reply (min)\r\n" > tickets
    printf "Called at,Agent,Minutes\n" > calls
    printf "Week;Satisfaction (0-100);Churn %%;Customers;Help articles\n" > weekly

    # Weeks before the first are lived through, so that lags have a past.
    for (week = -19; week <= 130; week++) {
        count = round(45 + 6 * season(week) + persist("tickets", 0.5, 10), 1)
        reply[week] = write_tickets(week, count < 5 ? 5 : count, 60 + persist("reply", 0.6, 10))
        count = round(24 + persist("calls", 0.5, 7), 1)
        call[week] = count < 0 ? 0 : count
        write_calls(week, call[week])
        satisfaction = 78 + 1.5 * season(week) + persist("satisfaction", 0.5, 0.8) \
            - 0.12 * (reply[week - 1] - 60) + 0.15 * (call[week - 2] - 24)
        churn = 2.5 + persist("churn", 0.6, 0.07) - 0.015 * (call[week - 3] - 24)
        customers = round(1200 + 6 * week + persist("customers", 0.5, 20), 1)
        articles = round(80 + 1.6 * week + persist("articles", 0.5, 3), 1)
        if (week >= 1)
            write_week(week, satisfaction, churn, customers, articles)
    }
}
